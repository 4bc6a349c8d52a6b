/**
 * Carets and selections in texts, between the room and the editors. The editor's plugin puts what it is given into styles
 * and into Yjs: what others say of themselves passes a schema first, and their colours are ours.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { z } from 'zod';
import { personColour } from '../ui/Avatar.tsx';

const idSchema = z.object({ client: z.number().int(), clock: z.number().int() });
const positionSchema = z.object({
  type: idSchema.nullish(),
  tname: z.string().max(100).nullish(),
  item: idSchema.nullish(),
  assoc: z.number().int().optional(),
});
const stateSchema = z.object({
  user: z.object({ id: z.string().max(200), name: z.string().max(200) }),
  cursor: z.object({ anchor: positionSchema, head: positionSchema }).nullish(),
});

type Listener = (changes: { added: number[]; updated: number[]; removed: number[] }) => void;

/** What the editor's plugin takes for an awareness. */
export class Cursors {
  readonly #awareness: Awareness;
  readonly #self: string;

  constructor(awareness: Awareness, self: string) {
    this.#awareness = awareness;
    this.#self = self;
  }

  get doc(): Y.Doc {
    return this.#awareness.doc;
  }

  getLocalState(): ReturnType<Awareness['getLocalState']> {
    return this.#awareness.getLocalState();
  }

  setLocalStateField(name: string, value: unknown): void {
    this.#awareness.setLocalStateField(name, value);
  }

  /** Others with a caret somewhere, by client id. */
  getStates(): ReadonlyMap<number, unknown> {
    const states = new Map<number, unknown>();
    for (const [client, state] of this.#awareness.getStates()) {
      const parsed = stateSchema.safeParse(state);
      if (!parsed.success || !parsed.data.cursor || parsed.data.user.id === this.#self) continue;
      const { user, cursor } = parsed.data;
      const color = personColour(user.id);
      states.set(client, {
        cursor: {
          anchor: Y.createRelativePositionFromJSON(cursor.anchor),
          head: Y.createRelativePositionFromJSON(cursor.head),
        },
        user: {
          // The first name: a flag is small.
          name: user.name.trim().split(/\s+/)[0],
          color,
          colorLight: `color-mix(in srgb, ${color} 18%, transparent)`,
        },
      });
    }
    return states;
  }

  on(name: 'change', listener: Listener): void {
    this.#awareness.on(name, listener);
  }

  off(name: 'change', listener: Listener): void {
    this.#awareness.off(name, listener);
  }
}
