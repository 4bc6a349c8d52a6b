import { z } from 'zod';

/** Header lines in order, with the case and the duplicates they have on the wire. Values are latin1, as HTTP has them. */
export const headerListSchema = z.array(z.tuple([z.string(), z.string()]));

/** Header lines in order, with the case and the duplicates they have on the wire. */
export type HeaderList = z.infer<typeof headerListSchema>;

/**
 * The headers the sender adds when the request has none of that name, in the order it adds them. `value` is `null`
 * where it is calculated as the request is sent. `SendRequest.automaticHeadersOff` switches them off by name.
 */
export const AUTOMATIC_HEADERS = [
  { name: 'Host', value: null },
  { name: 'User-Agent', value: 'Scratchpad/0.1' },
  { name: 'Accept', value: '*/*' },
  { name: 'Accept-Encoding', value: 'gzip, deflate, br, zstd' },
  { name: 'Connection', value: 'keep-alive' },
  { name: 'Cookie', value: null },
  { name: 'Content-Length', value: null },
] as const satisfies readonly { name: string; value: string | null }[];
