/** Whether the bytes begin as a zip archive does (APPNOTE.TXT, 4.3.7 and 4.3.16). */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes;
  return (
    p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
  );
}
