/** MD4 (RFC 1320): broken as a hash, and what NTLM makes of a password. */

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));

/** The order of words and the rotations of each of the three rounds. */
const ROUNDS = [
  {
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
    constant: 0,
    mix: (x: number, y: number, z: number) => (x & y) | (~x & z),
  },
  {
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
    constant: 0x5a827999,
    mix: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
  },
  {
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
    constant: 0x6ed9eba1,
    mix: (x: number, y: number, z: number) => x ^ y ^ z,
  },
] as const;

/** The 16 bytes of the hash. */
export function md4(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((((data.length + 8) >> 6) + 1) * 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (data.length << 3) >>> 0, true);
  view.setUint32(padded.length - 4, data.length >>> 29, true);

  let state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d] = state;
    for (const { order, shifts, constant, mix } of ROUNDS) {
      order.forEach((word, i) => {
        const sum = a + mix(b, c, d) + view.getUint32(block + word * 4, true) + constant;
        [a, b, c, d] = [d, rotate(sum | 0, shifts[i % 4] as number), b, c];
      });
    }
    state = [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
  }
  const out = new Uint8Array(16);
  const words = new DataView(out.buffer);
  state.forEach((word, i) => words.setInt32(i * 4, word, true));
  return out;
}
