import { createReadStream, realpathSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { relative, resolve, isAbsolute, sep } from 'node:path';
import { errorMessage } from '@scratchpad/core';
import type { RunTransport } from '@scratchpad/core/run';
import { sendRequestSchema } from '@scratchpad/core/wire';
import { send, type SendOptions } from '../send/send.ts';
import type { SendBody } from '../send/requestBody.ts';

/** Which files requests may send. */
export interface FileRules {
  /** Where relative names start. */
  readonly workingDir: string;
  /** False: only files in `workingDir`, links followed. */
  readonly canLeaveWorkingDir: boolean;
}

type BodyParts = Parameters<RunTransport['send']>[1];

/** Sends the requests of a run from this process. */
export function createRunTransport(
  { transports, network }: Required<Pick<SendOptions, 'transports' | 'network'>>,
  files: FileRules,
): RunTransport {
  const pathOf = (name: string) => resolve(files.workingDir, name);
  return {
    whyNoFile: async (name) => {
      const path = pathOf(name);
      try {
        await access(path, constants.R_OK);
        if (!files.canLeaveWorkingDir && !isInside(realpathSync(path), files.workingDir)) {
          return 'PPERM: insecure file access outside working directory';
        }
        return (await stat(path)).isFile() ? null : `${name} is not a file`;
      } catch (error) {
        return errorMessage(error);
      }
    },
    readBody: async (parts) => {
      const { body } = await openBody(parts, pathOf);
      if (body === null || body instanceof Uint8Array) return body ?? new Uint8Array();
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    async *send(request, parts, signal) {
      const { body, sizeBytes } = await openBody(parts, pathOf);
      yield* send(sendRequestSchema.parse(request), body, {
        transports,
        network,
        bodySizeBytes: sizeBytes,
        // The engine hands on the signal it was given, or one made by this process: the core has no name for the type.
        signal: signal as AbortSignal,
      });
    },
  };
}

function isInside(path: string, dir: string): boolean {
  const way = relative(realpathSync(dir), path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function openBody(
  parts: BodyParts,
  pathOf: (name: string) => string,
): Promise<{ body: SendBody | null; sizeBytes: number | null }> {
  if (parts === null) return { body: null, sizeBytes: null };
  if (parts.every((part) => typeof part === 'string')) {
    return { body: Buffer.from(parts.join('')), sizeBytes: null };
  }
  let sizeBytes = 0;
  for (const part of parts) {
    sizeBytes +=
      typeof part === 'string' ? Buffer.byteLength(part) : (await stat(pathOf(part.name))).size;
  }
  const read = async function* () {
    for (const part of parts) {
      if (typeof part === 'string') yield Buffer.from(part);
      else yield* createReadStream(pathOf(part.name)) as AsyncIterable<Buffer>;
    }
  };
  return { body: read(), sizeBytes };
}
