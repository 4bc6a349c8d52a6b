// Hocuspocus with a SQLite database, to compare figures with. Its own SQLite extension wants a native add-on; this is the
// same table by the driver that comes with Node.
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

const database = new DatabaseSync(process.env['DATABASE']!);
database.exec('CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)');
const read = database.prepare('SELECT data FROM documents WHERE name = ?');
const write = database.prepare(
  'INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
);
const server = new Server({
  quiet: true,
  address: '127.0.0.1',
  port: 0,
  maxUnauthenticatedQueueSize: 64 * 2 ** 20,
  extensions: [
    new Database({
      fetch: async ({ documentName }) =>
        (read.get(documentName)?.['data'] as Uint8Array | undefined) ?? null,
      store: async ({ documentName, state }) => void write.run(documentName, state),
    }),
  ],
  websocketOptions: { perMessageDeflate: false, maxPayload: 64 * 2 ** 20 },
});
await server.listen();
const { port } = server.httpServer.address() as AddressInfo;
process.stdout.write(`hocuspocus http://127.0.0.1:${port}\n`);
