import type { WorkspaceSession } from '@scratchpad/core/wire';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const NAME = 'scratchpad-session';
const OPTIONS = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
  prefix: 'host',
} as const;

/** The session of a page that the server itself serves over https. Without https there is none: such a page uses its token. */
export class SessionCookie {
  readonly #isOn: boolean;

  constructor(publicUrl: string) {
    this.#isOn = publicUrl.startsWith('https:');
  }

  read(context: Context): string | null {
    return this.#isOn ? (getCookie(context, NAME, 'host') ?? null) : null;
  }

  /** Only for the server's own page: another origin gets its token in the body and nothing else. */
  set(context: Context, session: WorkspaceSession): void {
    if (!this.#isOn) return;
    setCookie(context, NAME, session.token, { ...OPTIONS, expires: new Date(session.expiresAt) });
  }

  clear(context: Context): void {
    if (this.#isOn) deleteCookie(context, NAME, OPTIONS);
  }
}
