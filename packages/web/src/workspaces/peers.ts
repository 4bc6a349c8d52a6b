import type { Awareness } from 'y-protocols/awareness';
import { z } from 'zod';
import type { Peer } from './connectionState.ts';

const stateSchema = z.object({
  user: z.object({ id: z.string().max(200), name: z.string().max(200) }),
});

/** The others in a room, each person once, in order of name. What others say about themselves is foreign. */
export function readPeers(awareness: Awareness, self: string): readonly Peer[] {
  const peers = new Map<string, Peer>();
  for (const state of awareness.getStates().values()) {
    const parsed = stateSchema.safeParse(state);
    if (parsed.success && parsed.data.user.id !== self)
      peers.set(parsed.data.user.id, parsed.data.user);
  }
  return [...peers.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
