/** Files of certificates and keys, checked as far as a browser can; the agent says the rest when it uses them. */
import { networkWords as words } from './words.ts';

const MAX_BYTES = 1024 * 1024;

/** A file as it is kept. */
export interface ReadFile {
  readonly name: string;
  /** PEM text; for PKCS #12 base64. */
  readonly text: string;
}

const MARKS = {
  cert: /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/,
  key: /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
} as const;

/** Reads a file of a kind. @throws Error in words for people when it is of another one */
export async function readCertificateFile(
  file: File,
  kind: 'cert' | 'key' | 'pfx',
): Promise<ReadFile> {
  if (file.size > MAX_BYTES) throw new Error(words.errors.tooLarge);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (kind === 'pfx') {
    // A PKCS #12 file is one DER sequence.
    if (bytes[0] !== 0x30) throw new Error(words.errors.pfx);
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return { name: file.name, text: btoa(binary) };
  }
  const text = new TextDecoder().decode(bytes);
  if (!MARKS[kind].test(text)) throw new Error(words.errors[kind]);
  return { name: file.name, text };
}
