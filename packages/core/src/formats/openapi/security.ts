/** Security schemes as authorization. Credentials are variables that the user fills in. */
import type { Auth } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { objectIn, textIn } from '../jsonText.ts';
import type { Source } from '../parsedFile.ts';
import { authOf } from '../requestDraft.ts';
import type { Refs } from './refs.ts';

/** Flow, our grant type; the first that is there is taken. */
const GRANTS = [
  ['authorizationCode', 'authorization_code'],
  ['clientCredentials', 'client_credentials'],
  ['password', 'password_credentials'],
  ['implicit', 'implicit'],
] as const;

/** Chooses what an operation or the whole description is secured by. */
export class Security {
  readonly #schemes: ReadonlyMap<string, JsonObject>;
  readonly #source: Source;

  constructor(document: JsonObject, refs: Refs, source: Source) {
    this.#schemes = new Map(refs.entries(objectIn(document, 'components')?.['securitySchemes']));
    this.#source = source;
  }

  /** Undefined when nothing is said, which means that what stands above counts. An empty list is "none". */
  toAuth(requirements: JsonValue | undefined): Auth | undefined {
    if (!Array.isArray(requirements)) return undefined;
    const named = requirements
      .filter(isJsonObject)
      .flatMap((requirement) => Object.keys(requirement));
    if (named.length === 0) return authOf('noauth');
    for (const name of named) {
      const scheme = this.#schemes.get(name);
      const auth = scheme && this.#schemeToAuth(name, scheme);
      if (auth) return auth;
    }
    return undefined;
  }

  #schemeToAuth(name: string, scheme: JsonObject): Auth | undefined {
    switch (scheme['type']) {
      case 'apiKey':
        if (scheme['in'] === 'cookie') break;
        return authOf('apikey', {
          key: textIn(scheme, 'name'),
          value: '{{apiKey}}',
          in: textIn(scheme, 'in', 'header'),
        });
      case 'http': {
        const kind = textIn(scheme, 'scheme').toLowerCase();
        if (kind === 'basic' || kind === 'digest') {
          return authOf(kind, { username: '{{username}}', password: '{{password}}' });
        }
        if (kind === 'bearer') return authOf('bearer', { token: '{{bearerToken}}' });
        break;
      }
      case 'oauth2':
        return toOauth2(objectIn(scheme, 'flows'));
      case 'openIdConnect':
        return authOf('oauth2', { grant_type: 'authorization_code' });
      default:
    }
    const { log } = this.#source;
    log.leftOut(
      `components.securitySchemes.${name}`,
      'A security scheme that has no counterpart here was left out.',
    );
    return undefined;
  }
}

function toOauth2(flows: JsonObject | undefined): Auth {
  for (const [name, grant] of GRANTS) {
    const flow = objectIn(flows, name);
    if (!flow) continue;
    const scopes = Object.keys(objectIn(flow, 'scopes') ?? {});
    return authOf('oauth2', {
      grant_type: grant,
      authUrl: textIn(flow, 'authorizationUrl'),
      accessTokenUrl: textIn(flow, 'tokenUrl'),
      scope: scopes.join(' '),
    });
  }
  return authOf('oauth2');
}
