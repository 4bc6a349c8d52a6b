// What the server's figures are compared with: passes every frame on, and knows, checks and stores nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (socket: WebSocket) => {
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    for (const other of server.clients) if (other !== socket) other.send(data);
  });
});
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`relay http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
});
