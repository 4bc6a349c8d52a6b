import { AppError } from '@scratchpad/core';
import bootcodeUrl from 'postman-sandbox/.cache/bootcode.browser.js?url';
import { connectFetch } from '../ledger/connect.ts';
import { workerCode } from './workerCode.ts';
import { scriptWords } from './words.ts';

let loading: Promise<string> | null = null;

/** The code of a script worker, with everything behind `pm`: loaded at the first script, kept for offline use by the service worker. */
export function loadWorkerCode(): Promise<string> {
  loading ??= fetchWorkerCode().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function fetchWorkerCode(): Promise<string> {
  const response = await connectFetch('page', bootcodeUrl);
  if (!response.ok) throw new AppError('SCRIPTS_UNAVAILABLE', scriptWords.notLoaded);
  return workerCode(await response.text());
}
