// The thread for big work on documents, so that one large workspace does not hold up the others.
import { parentPort } from 'node:worker_threads';
import { errorMessage } from '@scratchpad/core';
import { doJob, type DocJob } from './docWork.ts';

parentPort?.on('message', ({ id, job }: { id: number; job: DocJob }) => {
  try {
    parentPort?.postMessage({ id, result: doJob(job) });
  } catch (error) {
    parentPort?.postMessage({ id, error: errorMessage(error) });
  }
});
