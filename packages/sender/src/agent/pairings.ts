import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@scratchpad/core/wire';
import { z } from 'zod';

/** Why a page could not be paired. */
export type PairingErrorCode = 'PAIRING_TOO_MANY' | 'PAIRING_NOT_OPEN' | 'PAIRING_CODE_WRONG';

/** Without letters and digits that look alike; 31 of them, so 8 are 40 bits less a little. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;
const CODE_LIFE_MS = 2 * 60_000;
const TRIES = 5;
/** A page from elsewhere can make the terminal print; not without end. */
const ASKS_PER_WINDOW = 5;
const ASK_WINDOW_MS = 60_000;
/** Of one origin: one for each browser that uses it. The oldest goes first. */
const MAX_PER_ORIGIN = 16;

const storedSchema = z.array(
  z.object({ origin: z.string(), tokenHash: z.string(), pairedAt: z.number() }),
);
type Pairing = z.infer<typeof storedSchema>[number];

/** Where pairings are kept, and how a code reaches the person at this machine. */
export interface PairingOptions {
  /** A file of this user; only hashes of tokens are written there. Without it pairings end with the launch. */
  readonly file?: string;
  /** Shows the code where only the person at this machine sees it. `expiresAt`: milliseconds since 1970. */
  readonly onCode: (pairing: { origin: string; code: string; expiresAt: number }) => void;
  /** The clock, milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Pages from elsewhere that may send through this agent: each was let in by a code that stood in the terminal, and
 * holds a token that is good for its origin only.
 */
export class Pairings {
  readonly #options: PairingOptions;
  readonly #now: () => number;
  /** By origin. */
  readonly #open = new Map<string, { code: string; expiresAt: number; triesLeft: number }>();
  #asks: number[] = [];
  #pairings: readonly Pairing[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(options: PairingOptions, pairings: readonly Pairing[]) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#pairings = pairings;
  }

  /** With what earlier launches paired. Rejects when the file is there and cannot be read or is no list of pairings. */
  static async load(options: PairingOptions): Promise<Pairings> {
    const { file } = options;
    return new Pairings(options, file === undefined ? [] : await readPairings(file));
  }

  /**
   * Shows a code for a page of `origin`; an earlier one of it is void.
   * @returns when the code ends, milliseconds since 1970
   * @throws AppError `PAIRING_TOO_MANY`
   */
  ask(origin: string): number {
    const now = this.#now();
    this.#asks = this.#asks.filter((at) => at > now - ASK_WINDOW_MS);
    if (this.#asks.length >= ASKS_PER_WINDOW) {
      throw new AppError<PairingErrorCode>(
        'PAIRING_TOO_MANY',
        'The agent was asked for too many codes. Wait a minute, then ask again.',
      );
    }
    this.#asks.push(now);
    const code = createCode();
    const expiresAt = now + CODE_LIFE_MS;
    this.#open.set(origin, { code, expiresAt, triesLeft: TRIES });
    this.#options.onCode({
      origin,
      code: `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`,
      expiresAt,
    });
    return expiresAt;
  }

  /**
   * Pairs the page that has the code. Resolves, once it is kept, to the token that each of its calls carries.
   * Rejects with `AppError` `PAIRING_NOT_OPEN` (none was asked for, too late, too many tries) or `PAIRING_CODE_WRONG`.
   */
  async confirm(origin: string, given: string): Promise<string> {
    const open = this.#open.get(origin);
    if (open === undefined || open.expiresAt <= this.#now()) {
      this.#open.delete(origin);
      throw new AppError<PairingErrorCode>(
        'PAIRING_NOT_OPEN',
        'There is no code to confirm: it was used, or its two minutes are over. Ask for a new one.',
      );
    }
    if (!isSame(given.toUpperCase().replace(/[\s-]/g, ''), open.code)) {
      open.triesLeft -= 1;
      if (open.triesLeft === 0) {
        this.#open.delete(origin);
        throw new AppError<PairingErrorCode>(
          'PAIRING_NOT_OPEN',
          'That was the fifth wrong code, so it is void. Ask for a new one.',
        );
      }
      throw new AppError<PairingErrorCode>(
        'PAIRING_CODE_WRONG',
        `That is not the code in the agent's terminal. Tries left: ${open.triesLeft}.`,
      );
    }
    this.#open.delete(origin);
    const token = randomBytes(32).toString('base64url');
    const pairing = { origin, tokenHash: hash(token), pairedAt: this.#now() };
    const kept = this.#pairings
      .filter((other) => other.origin === origin)
      .slice(-MAX_PER_ORIGIN + 1);
    this.#pairings = [
      ...this.#pairings.filter((other) => other.origin !== origin),
      ...kept,
      pairing,
    ];
    await this.#write();
    return token;
  }

  /** Whether any page of `origin` is paired, so that its calls may be answered at all. */
  has(origin: string): boolean {
    return this.#pairings.some((pairing) => pairing.origin === origin);
  }

  /** Whether `token` was given to a page of `origin`. */
  isToken(origin: string, token: string): boolean {
    const given = hash(token);
    return this.#pairings.some(
      (pairing) => pairing.origin === origin && isSame(given, pairing.tokenHash),
    );
  }

  /** Ends the pairing of the page that holds `token`. Resolves once that is kept. */
  async forget(origin: string, token: string): Promise<void> {
    const gone = hash(token);
    this.#pairings = this.#pairings.filter(
      (pairing) => pairing.origin !== origin || pairing.tokenHash !== gone,
    );
    await this.#write();
  }

  #write(): Promise<void> {
    const { file } = this.#options;
    if (file === undefined) return Promise.resolve();
    const writing = this.#writing.then(async () => {
      await mkdir(dirname(file), { recursive: true });
      // In two steps, so that a crash leaves the old list or the new one.
      await writeFile(`${file}.new`, JSON.stringify(this.#pairings), { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
    this.#writing = writing.catch(() => undefined);
    return writing;
  }
}

async function readPairings(file: string): Promise<readonly Pairing[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return [];
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'PAIRINGS_DAMAGED',
      `${file} is no list of paired pages. Delete it; the pages then pair again.`,
      { cause },
    );
  }
}

function createCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
