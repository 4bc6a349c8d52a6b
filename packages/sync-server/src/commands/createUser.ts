import { AppError } from '@scratchpad/core';
import { setupRequestSchema } from '@scratchpad/core/wire';
import { Passwords } from '../accounts/passwords.ts';
import { createId } from '../accounts/tokens.ts';
import type { Config } from '../config.ts';
import { SqliteStore } from '../store/sqlite/sqliteStore.ts';

const newUserSchema = setupRequestSchema.omit({ setupToken: true });

/** Makes an account from the command line. Throws `AppError` `bad-request`, `email-taken`. */
export async function createUser(
  config: Config,
  input: {
    email: string | undefined;
    name: string | undefined;
    password: string;
    isAdmin: boolean;
  },
): Promise<string> {
  const parsed = newUserSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError('bad-request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { email, name, password } = parsed.data;
  const store = new SqliteStore(config.DATA_DIR);
  try {
    const passwordHash = await new Passwords().hash(password);
    await store.accounts.createUser({
      id: createId(),
      email,
      name,
      passwordHash,
      isAdmin: input.isAdmin,
    });
    return email;
  } finally {
    await store.close();
  }
}
