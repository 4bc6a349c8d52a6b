import type { Awareness } from 'y-protocols/awareness';
import { z } from 'zod';
import type { Peer } from './connectionState.ts';

const MAX_PLACES = 20;

const stateSchema = z.object({
  user: z.object({ id: z.string().max(200), name: z.string().max(200) }),
  place: z.string().max(200).nullable().catch(null),
});

/**
 * The others in a room, each person once, in order of name. What others say about themselves is foreign.
 * @param hasReceived whether the client of a state has what was changed here; undefined when nobody knows
 */
export function readPeers(
  awareness: Awareness,
  self: string,
  hasReceived: (state: unknown) => boolean | undefined = () => undefined,
): readonly Peer[] {
  const peers = new Map<string, Peer>();
  for (const state of awareness.getStates().values()) {
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success || parsed.data.user.id === self) continue;
    const { user, place } = parsed.data;
    // Somebody may have it open in several tabs; one of them is enough to have received something.
    const known = peers.get(user.id);
    const before = known?.places ?? [];
    const places = place === null || before.length >= MAX_PLACES ? before : [...before, place];
    const received = hasReceived(state);
    const isReceived = known?.isReceived === true || received === true ? true : (received ?? null);
    peers.set(user.id, { ...user, places, isReceived });
  }
  return [...peers.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Where others have something open: who, by id of the node or environment. */
export function peersByPlace(peers: readonly Peer[]): ReadonlyMap<string, readonly Peer[]> {
  const byPlace = new Map<string, Peer[]>();
  for (const peer of peers)
    for (const place of new Set(peer.places))
      byPlace.set(place, [...(byPlace.get(place) ?? []), peer]);
  return byPlace;
}
