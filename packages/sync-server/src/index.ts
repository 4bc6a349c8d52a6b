/** The workspace server, for `npm start` and for benchmarks; `main.ts` is the command. */
export { readConfig, type Config } from './config.ts';
export { createSyncServer, type SyncServer } from './createSyncServer.ts';
