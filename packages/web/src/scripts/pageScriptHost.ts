import type { ScriptHost } from '@scratchpad/core/run';
import { ScriptFrame } from './scriptFrame.ts';

/** A spare that nobody wanted for so long is let go: it is some 40 MB. */
const SPARE_MS = 5 * 60_000;

/** Makes script contexts in this page, and has one ready ahead once the first was wanted. */
class PageScriptHost implements ScriptHost {
  #spare: Promise<ScriptFrame> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts a context ahead, when a script is likely to run soon. */
  warmUp(): void {
    if (this.#spare !== null) return;
    const spare = ScriptFrame.start();
    this.#spare = spare;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#letGo(spare), SPARE_MS);
    // What is wrong is told to whoever opens a context: that tries again.
    spare.catch(() => {
      if (this.#spare === spare) this.#spare = null;
    });
  }

  open: ScriptHost['open'] = async (listener) => {
    const spare = this.#spare;
    this.#spare = null;
    const frame = await (spare?.catch(() => ScriptFrame.start()) ?? ScriptFrame.start());
    frame.listen(listener);
    return {
      post: (message) => frame.post(message),
      close: () => {
        frame.close();
        // A context that was ended is followed by another soon.
        this.warmUp();
      },
    };
  };

  #letGo(spare: Promise<ScriptFrame>): void {
    if (this.#spare !== spare) return;
    this.#spare = null;
    void spare.then((frame) => frame.close());
  }
}

/** The one host of this page. */
export const scriptHost = new PageScriptHost();
