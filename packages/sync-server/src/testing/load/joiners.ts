// Clients that join at once, in a process of their own, so that their work is not measured as waiting.
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { LoadClient, type Address } from './loadClient.ts';

const { addresses, minBytes } = JSON.parse(await text(process.stdin)) as {
  addresses: readonly Address[];
  minBytes: number;
};
await Promise.all(
  addresses.map(async (address) => {
    const client = await LoadClient.join(address);
    await client.nextDocument(minBytes);
    client.end();
    await once(client.socket, 'close');
  }),
);
