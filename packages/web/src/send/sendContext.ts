import type { DocStore, EnvId } from '@scratchpad/core';
import type { Services } from '../app/services.ts';

/** What sending needs of its surroundings. */
export interface SendContext {
  readonly store: DocStore;
  readonly services: Services;
  readonly env: EnvId | null;
}
