import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { AppError, errorMessage } from '@scratchpad/core';
import { backUp, endRestore, makeFolderOf, restore } from './commands/backup.ts';
import { check } from './commands/check.ts';
import { createUser } from './commands/createUser.ts';
import { openServerLock } from './commands/serverLock.ts';
import { readConfig, type Config } from './config.ts';
import { createSyncServer } from './createSyncServer.ts';
import { createLogger } from './log.ts';

// The workspace server: `serve` and the commands of the administrator. docs/SELF-HOSTING.md
const USAGE = `Usage: server [command]
  serve                      run the server (the default)
  backup FILE                copy the database into FILE, also while the server runs
  restore FILE               put a backup in the place of the database; stop the server first
  end-restore                end the time after a restore in which edits of others are accepted
  create-user --email E --name N [--admin]   make an account; the password is read from standard input
  check                      check the database and every document
Settings come from the environment; docs/SELF-HOSTING.md lists them.`;

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isOurs = error instanceof AppError;
  say(isOurs ? error.message : `Unexpected: ${errorMessage(error)}`);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<void> {
  const { positionals, values } = parse(args);
  const [command = 'serve', file] = positionals;
  if (values.help === true) {
    say(USAGE);
    return;
  }
  const config = readConfig(process.env);
  switch (command) {
    case 'serve':
      return serve(config);
    case 'backup':
      await makeFolderOf(wantFile(file));
      await backUp(config, wantFile(file));
      return say(`Backed up to ${file}.`);
    case 'restore': {
      const { kept } = await restore(config, wantFile(file));
      if (kept !== null) say(`What was there before is kept in ${kept}.`);
      return say('Restored. Clients may bring back what they hold; `end-restore` ends that early.');
    }
    case 'end-restore':
      await endRestore(config);
      return say('From now on everybody writes under their own client ids only.');
    case 'create-user': {
      if (process.stdin.isTTY) say('Type the password, then Ctrl-D on a new line:');
      const password = (await text(process.stdin)).trimEnd();
      const { email, name, admin } = values;
      const made = await createUser(config, { email, name, password, isAdmin: admin === true });
      return say(`Made the account ${made}.`);
    }
    case 'check': {
      const problems = await check(config);
      for (const problem of problems) say(problem);
      if (problems.length > 0) process.exitCode = 1;
      else say('Everything is in order.');
      return;
    }
    default:
      throw new AppError('usage', `There is no command "${command}".\n${USAGE}`);
  }
}

async function serve(config: Config): Promise<void> {
  // Password hashes and documents are for this user only, also in a folder that was there before.
  process.umask(0o077);
  const unlock = openServerLock(config.DATA_DIR);
  const log = createLogger(config.LOG_LEVEL);
  const server = await createSyncServer(config, { log }).catch((error: unknown) => {
    unlock();
    throw error;
  });
  // Whoever reads this may close the pipe when they have read enough.
  process.stdout.on('error', () => undefined);
  const setup = server.setupUrl === null ? '' : `Set it up         ${server.setupUrl}\n`;
  process.stdout.write(`Workspace server  ${server.url}\n${setup}`);

  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      log.info({ signal }, 'draining');
      void server.close().finally(() => {
        unlock();
        process.exit();
      });
    });
  }
  // One bad promise must not take everybody's rooms down; what it was is in the log.
  process.on('unhandledRejection', (reason) =>
    log.error({ error: errorMessage(reason) }, 'unhandled'),
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        admin: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new AppError('usage', `${errorMessage(error)}\n${USAGE}`, { cause: error });
  }
}

function wantFile(file: string | undefined): string {
  if (file === undefined) throw new AppError('usage', `Name a file.\n${USAGE}`);
  return file;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
