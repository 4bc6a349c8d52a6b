import type { ReactNode } from 'react';
import { sidebarWords as words } from './words.ts';

/**
 * "Deleted **Refunds** and 4 requests", for the toast after deleting.
 * @param name of the one thing that was deleted; null for several
 * @param requests that lay below
 */
export function deletedMessage(name: string | null, count: number, requests: number): ReactNode {
  return (
    <>
      {words.deleted} <b>{name ?? words.items(count)}</b>
      {requests > 0 && ` ${words.and} ${words.requests(requests)}`}
    </>
  );
}
