/** Signs a request by the type of its authorization. */
import { getRandomValues } from 'lib0/webcrypto';
import { encodeUtf8 } from 'lib0/string';
import type { BodyPlan } from '../../request/bodyPlan.ts';
import type { BuiltRequest } from '../../request/buildRequest.ts';
import { AuthFields, type Signable, type Signed, type SigningClock } from './signable.ts';
import { signAwsV4 } from './signAwsV4.ts';
import { signEdgeGrid } from './signEdgeGrid.ts';
import { signHawk } from './signHawk.ts';
import { signAsap, signJwt } from './signJwt.ts';
import { signOAuth1 } from './signOAuth1.ts';

type Sign = (request: Signable, fields: AuthFields, clock: SigningClock) => Promise<Signed>;

const SIGNERS: Readonly<Record<string, Sign>> = {
  awsv4: signAwsV4,
  hawk: signHawk,
  oauth1: signOAuth1,
  edgegrid: signEdgeGrid,
  jwt: signJwt,
  asap: signAsap,
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** This moment, and random text of this device. */
export const SIGNING_CLOCK: SigningClock = {
  now: () => Date.now(),
  nonce: (length) =>
    // A byte below 248 is a letter without bias; 4 bytes for each leave enough of them.
    [...getRandomValues(new Uint8Array(length * 4))]
      .filter((byte) => byte < 248)
      .slice(0, length)
      .map((byte) => LETTERS[byte % LETTERS.length])
      .join(''),
};

/**
 * Signs a built request, if its authorization wants that.
 * @param readBody gives the body's bytes when files are among its parts
 * @throws AppError with an `AuthErrorCode` when a key or a field is no good
 */
export async function signRequest(
  built: BuiltRequest,
  readBody: (plan: BodyPlan) => Promise<Uint8Array>,
  clock: SigningClock = SIGNING_CLOCK,
): Promise<BuiltRequest> {
  const { signing, head, body } = built;
  const sign = signing && SIGNERS[signing.type];
  if (!sign) return built;
  const isText = body?.parts.every((part) => typeof part === 'string');
  const signed = await sign(
    {
      method: head.method,
      url: head.url,
      headers: head.headers ?? [],
      readBody: body && (async () => (isText ? encodeUtf8(body.parts.join('')) : readBody(body))),
    },
    new AuthFields(signing.fields),
    clock,
  );
  const { url, body: text } = signed;
  return {
    ...built,
    head: {
      ...head,
      url,
      headers: signed.headers.map(([name, value]): [string, string] => [name, value]),
      hasBody: head.hasBody === true || text !== undefined,
      // What was signed goes out as it was signed: a sender that tidied the path would spoil it.
      settings: { ...head.settings, encodeUrl: false },
    },
    body: text === undefined ? body : { contentType: null, ...body, parts: [text] },
    signing: null,
  };
}
