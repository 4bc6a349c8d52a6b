// The reference server of y-websocket with its own store, to compare figures with.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (socket, request) => setupWSConnection(socket, request));
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`reference http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit());
