import type { Scopes } from '@scratchpad/core';
import { createContext, useContext } from 'react';

/** The variables in reach of what is edited; a page provides them, fields and editors read them. */
export const ScopesContext = createContext<Scopes>({});

/** The variables in reach. */
export function useScopesHere(): Scopes {
  return useContext(ScopesContext);
}
