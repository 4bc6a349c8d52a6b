import { errorMessage } from '@scratchpad/core';
import { serverName } from './serverAddress.ts';
import { ServerError } from './serverApi.ts';
import { workspaceWords } from './words.ts';

const { errors } = workspaceWords;

/** What happened and what to do, for people. */
export function explainError(error: unknown, server: string): string {
  if (!(error instanceof ServerError)) return errorMessage(error);
  const { code } = error;
  switch (code) {
    case 'unreachable':
      // A page is not told why a connection over TLS failed.
      return server.startsWith('https:')
        ? errors.unreachableSecure(serverName(server))
        : errors.unreachable(serverName(server));
    case 'not-a-server':
      return errors[code](serverName(server));
    case 'cors':
      return errors.cors(serverName(server), location.host);
    case 'too-many-requests':
      return errors[code](Math.max(1, Math.ceil((error.retryAfterSeconds ?? 60) / 60)));
    case 'wrong-login':
    case 'setup-done':
    case 'wrong-setup-token':
    case 'wrong-password':
    case 'invite-gone':
    case 'invite-for-other':
    case 'email-taken':
    case 'last-owner':
    case 'unauthorized':
      return errors[code];
    default:
      return error.message;
  }
}
