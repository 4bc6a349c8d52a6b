import { hash, verify } from '@node-rs/argon2';

/** OWASP's recommendation for Argon2id; 2 is its number in the library's enumeration. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Each takes 19 MiB and a thread. */
const MAX_AT_ONCE = 4;

/** Hashes and checks passwords, a few at a time. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** Checked when there is no such user, so that the answer takes as long. */
  readonly #dummy: Promise<string>;

  constructor() {
    this.#dummy = this.hash('nobody has this password');
    // Whoever uses it awaits it.
    this.#dummy.catch(() => undefined);
  }

  hash(password: string): Promise<string> {
    return this.#limit(() => hash(password, OPTIONS));
  }

  /** Whether the password is right; false, after the same time, without a hash. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const against = passwordHash ?? (await this.#dummy);
    const isRight = await this.#limit(() => verify(against, password));
    return isRight && passwordHash !== null;
  }

  async #limit<T>(fn: () => Promise<T>): Promise<T> {
    if (this.#running >= MAX_AT_ONCE)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await fn();
    } finally {
      // The place goes on to the next one, so that nobody else takes it meanwhile.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
