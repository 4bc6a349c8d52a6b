import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { errorMessage } from '@scratchpad/core';
import { z } from 'zod';
import {
  matchesUrlPattern,
  type ClientCertificate,
  type FindClientCertificate,
} from '../transport/clientCertificate.ts';
import { CliError } from './cliError.ts';
import type { RunCommandOptions } from './runOptions.ts';

const fileSchema = z.object({ src: z.string() });

/** newman's certificate list: an array of places, each with its files. */
const listSchema = z.array(
  z.object({
    name: z.string().optional(),
    matches: z.array(z.string()),
    cert: fileSchema.optional(),
    key: fileSchema.optional(),
    pfx: fileSchema.optional(),
    passphrase: z.string().optional(),
  }),
);

/**
 * Reads the client certificates of a command line. Those of the list come first; the single one is for every other place.
 * @throws CliError when a file cannot be read or is no certificate
 */
export function loadClientCertificates(
  options: RunCommandOptions['clientCertificate'],
  cwd: string,
): FindClientCertificate {
  const listed = options.list === undefined ? [] : readList(resolve(cwd, options.list));
  if (options.cert === undefined && (options.key !== undefined || options.passphrase !== undefined))
    throw new CliError('usage', 'A key of a client certificate wants --ssl-client-cert beside it.');
  const single =
    options.cert === undefined
      ? null
      : readCertificate(
          { cert: options.cert, key: options.key, passphrase: options.passphrase },
          cwd,
        );
  return (url) =>
    listed.find(({ matches }) => matches.some((pattern) => matchesUrlPattern(url, pattern)))
      ?.certificate ?? (url.protocol === 'https:' ? single : null);
}

function readList(file: string) {
  let value: unknown;
  try {
    value = JSON.parse(read(file).toString());
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('wrong-format', `${file} is not JSON: ${errorMessage(error)}`);
  }
  const list = listSchema.safeParse(value);
  if (!list.success)
    throw new CliError(
      'wrong-format',
      `${file} is no list of certificates: ${z.prettifyError(list.error)}`,
    );
  // Its paths start where the list is, so that it can be moved with them.
  const folder = dirname(file);
  return list.data.map(({ matches, cert, key, pfx, passphrase }) => ({
    matches,
    certificate: readCertificate(
      { cert: cert?.src, key: key?.src, pfx: pfx?.src, passphrase },
      folder,
    ),
  }));
}

function readCertificate(
  files: {
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
    readonly pfx?: string | undefined;
    readonly passphrase: string | undefined;
  },
  folder: string,
): ClientCertificate {
  const part = (name: 'cert' | 'key' | 'pfx') => {
    const file = files[name];
    return file === undefined ? {} : { [name]: read(resolve(folder, file)) };
  };
  const certificate: ClientCertificate = {
    ...part('cert'),
    ...part('key'),
    ...part('pfx'),
    ...(files.passphrase === undefined ? {} : { passphrase: files.passphrase }),
  };
  try {
    // Said now, and not by each request.
    createSecureContext({ ...certificate });
  } catch (error) {
    const named = files.cert ?? files.pfx ?? '';
    throw new CliError(
      'wrong-format',
      `${named} cannot be used as a client certificate: ${errorMessage(error)}`,
    );
  }
  return certificate;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CliError('no-file', `${file} cannot be read: ${errorMessage(error)}`);
  }
}
