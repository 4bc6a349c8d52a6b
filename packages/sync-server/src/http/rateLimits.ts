import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { accountError } from '../accounts/errors.ts';
import type { Config } from '../config.ts';

/** A limit that is used up; the message says when to come back. */
export type Limit = (key: string) => Promise<void>;

/** How often who may do what. */
export type RateLimits = {
  /** Calls of one user, or of one address before login. */
  readonly calls: Limit;
  readonly tickets: Limit;
  /** Tries to log in to one account. */
  readonly loginOfAccount: Limit;
  /** Tries to log in, set up or use an invite from one address. */
  readonly loginFromAddress: Limit;
  /** Forgets the tries of an account after the right password. */
  readonly resetLogin: (account: string) => Promise<void>;
};

const MINUTE_S = 60;

/** The limits of one server, in its memory. */
export function createRateLimits(config: Config): RateLimits {
  const account = new RateLimiterMemory({ points: config.LOGIN_TRIES, duration: 15 * MINUTE_S });
  const address = new RateLimiterMemory({
    points: config.LOGIN_TRIES * 5,
    duration: 15 * MINUTE_S,
  });
  return {
    calls: toLimit(new RateLimiterMemory({ points: config.CALLS_PER_MINUTE, duration: MINUTE_S })),
    tickets: toLimit(
      new RateLimiterMemory({ points: config.TICKETS_PER_MINUTE, duration: MINUTE_S }),
    ),
    loginOfAccount: toLimit(account),
    loginFromAddress: toLimit(address),
    resetLogin: async (key) => {
      await account.delete(key);
    },
  };
}

function toLimit(limiter: RateLimiterMemory): Limit {
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      const seconds = Math.ceil(thrown.msBeforeNext / 1000);
      throw accountError('too-many-requests', `Too many tries. Come back in ${seconds} seconds.`);
    }
  };
}
