/**
 * NTLM over HTTP with NTLMv2 answers: three messages over one connection.
 * [MS-NLMP] https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp
 */
import { fromBase64, toBase64 } from 'lib0/buffer';
import { concatBytes } from './bytes.ts';
import { keyedHash } from './hashes.ts';
import { md4 } from './md4.ts';

/** Who answers. `DOMAIN\user` in `username` names the domain too. */
export interface NtlmUser {
  readonly username: string;
  readonly password: string;
  readonly domain: string;
  readonly workstation: string;
}

/** What the server asks. */
export interface NtlmChallenge {
  /** 8 bytes. */
  readonly serverChallenge: Uint8Array;
  readonly flags: number;
  /** AV_PAIRs, as they came. */
  readonly targetInfo: Uint8Array;
}

const SIGNATURE = 'NTLMSSP\0';
const UNICODE = 0x00000001;
/** Unicode, OEM, target wanted, NTLM, always sign, extended session security, 128 and 56 bits. */
const NEGOTIATE_FLAGS = 0xa0088207;
const AV_TIMESTAMP = 7;
/** Between 1601 and 1970, in milliseconds. */
const EPOCH_MS = 11_644_473_600_000n;

/** The first message, in base64. */
export function createNegotiate(): string {
  const message = new Uint8Array(32);
  const view = new DataView(message.buffer);
  message.set(ascii(SIGNATURE));
  view.setUint32(8, 1, true);
  view.setUint32(12, NEGOTIATE_FLAGS, true);
  return toBase64(message);
}

/** Reads the second message out of `WWW-Authenticate`; null when it is none. */
export function parseChallenge(base64: string): NtlmChallenge | null {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(base64.trim());
  } catch {
    return null;
  }
  if (bytes.length < 32 || bytes[8] !== 2) return null;
  if (ascii(SIGNATURE).some((byte, i) => byte !== bytes[i])) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = view.getUint32(20, true);
  const [length, offset] =
    bytes.length >= 48 ? [view.getUint16(40, true), view.getUint32(44, true)] : [0, 0];
  return {
    serverChallenge: bytes.slice(24, 32),
    flags,
    targetInfo: bytes.slice(offset, offset + length),
  };
}

/** The third message, in base64. `random` are 8 bytes nobody can guess, `now` milliseconds since 1970. */
export function createAuthenticate(
  challenge: NtlmChallenge,
  user: NtlmUser,
  random: Uint8Array,
  now: number,
): string {
  const { username, domain } = splitDomain(user);
  const key = ntlmV2Key({ ...user, username, domain });
  const serverTime = findTimestamp(challenge.targetInfo);
  const nt = ntResponse(key, challenge, random, serverTime ?? fileTime(now));
  // With the server's time in it, the old answer has to be empty ([MS-NLMP] 3.1.5.1.2).
  const lm = serverTime ? new Uint8Array(24) : lmResponse(key, challenge, random);
  const isUnicode = (challenge.flags & UNICODE) !== 0;
  const encode = isUnicode ? utf16 : ascii;
  const fields = [
    lm,
    nt,
    encode(domain),
    encode(username),
    encode(user.workstation),
    new Uint8Array(),
  ];

  const head = new Uint8Array(64);
  const view = new DataView(head.buffer);
  head.set(ascii(SIGNATURE));
  view.setUint32(8, 3, true);
  // Answers stand first in the head and last in the message, as servers expect.
  const order = [2, 3, 4, 0, 1, 5];
  let at = head.length;
  for (const field of order) {
    const { length } = fields[field] as Uint8Array;
    view.setUint16(12 + field * 8, length, true);
    view.setUint16(14 + field * 8, length, true);
    view.setUint32(16 + field * 8, at, true);
    at += length;
  }
  view.setUint32(60, challenge.flags, true);
  return toBase64(concatBytes([head, ...order.map((field) => fields[field] as Uint8Array)]));
}

/** NTOWFv2. */
export function ntlmV2Key({
  username,
  password,
  domain,
}: Omit<NtlmUser, 'workstation'>): Uint8Array {
  return keyedHash('md5', md4(utf16(password)), utf16(username.toUpperCase() + domain));
}

/** NTLMv2_RESPONSE: the proof and what it is about. `time` is a FILETIME. */
export function ntResponse(
  key: Uint8Array,
  { serverChallenge, targetInfo }: NtlmChallenge,
  random: Uint8Array,
  time: Uint8Array,
): Uint8Array {
  const about = concatBytes([
    Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 0]),
    time,
    random,
    new Uint8Array(4),
    targetInfo,
    new Uint8Array(4),
  ]);
  return concatBytes([keyedHash('md5', key, concatBytes([serverChallenge, about])), about]);
}

/** LMv2_RESPONSE. */
export function lmResponse(
  key: Uint8Array,
  { serverChallenge }: NtlmChallenge,
  random: Uint8Array,
): Uint8Array {
  return concatBytes([keyedHash('md5', key, concatBytes([serverChallenge, random])), random]);
}

function splitDomain({ username, domain }: NtlmUser): { username: string; domain: string } {
  const slash = username.indexOf('\\');
  return slash < 0 || domain !== ''
    ? { username, domain }
    : { username: username.slice(slash + 1), domain: username.slice(0, slash) };
}

function findTimestamp(info: Uint8Array): Uint8Array | undefined {
  const view = new DataView(info.buffer, info.byteOffset, info.length);
  for (let at = 0; at + 4 <= info.length;) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (id === 0) return undefined;
    if (id === AV_TIMESTAMP && length === 8) return info.slice(at + 4, at + 12);
    at += 4 + length;
  }
  return undefined;
}

/** 100-nanosecond steps since 1601. */
function fileTime(now: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(Math.trunc(now)) + EPOCH_MS) * 10_000n, true);
  return bytes;
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
  return bytes;
}
