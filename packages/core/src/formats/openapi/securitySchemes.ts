import type { Auth } from '../../model/content.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ImportLog } from '../importLog.ts';
import { authText } from '../written.ts';

/** Our grant types by the names of flows. */
const FLOWS: Readonly<Record<string, string>> = {
  authorization_code: 'authorizationCode',
  authorization_code_with_pkce: 'authorizationCode',
  client_credentials: 'clientCredentials',
  password_credentials: 'password',
  implicit: 'implicit',
};

/** Collects the security schemes that requests use. Credentials never get into a description. */
export class SecuritySchemes {
  readonly #schemes = new Map<string, JsonObject>();
  readonly #log: ImportLog;

  constructor(log: ImportLog) {
    this.#log = log;
  }

  /** What an operation requires; an empty list for nothing. */
  requirement(auth: Auth | undefined, path: string): JsonObject[] {
    if (!auth || auth.type === 'inherit') return [];
    const [name, scheme, scopes = []] = toScheme(auth) ?? [];
    if (name === undefined || !scheme) {
      this.#log.leftOut(path, `A description cannot say authorization of the type "${auth.type}".`);
      return [];
    }
    this.#schemes.set(name, scheme);
    return [{ [name]: [...scopes] }];
  }

  /** The `components` of the description; nothing when no scheme is used. */
  components(): JsonObject {
    if (this.#schemes.size === 0) return {};
    return { components: { securitySchemes: Object.fromEntries(this.#schemes) } };
  }
}

function toScheme(auth: Auth): [string, JsonObject, string[]?] | undefined {
  switch (auth.type) {
    case 'basic':
    case 'bearer':
    case 'digest':
      return [auth.type, { type: 'http', scheme: auth.type }];
    case 'jwt':
      return ['jwt', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }];
    case 'apikey': {
      const key = authText(auth, 'key') || 'X-API-Key';
      const place = authText(auth, 'in') === 'query' ? 'query' : 'header';
      return [
        `apikey-${place}-${key.replaceAll(/[^\w.-]/g, '_')}`,
        { type: 'apiKey', name: key, in: place },
      ];
    }
    case 'oauth2': {
      const flow = FLOWS[authText(auth, 'grant_type')] ?? 'authorizationCode';
      const scopes = authText(auth, 'scope')
        .split(/\s+/)
        .filter((scope) => scope !== '');
      const needsUser = flow === 'authorizationCode' || flow === 'implicit';
      const content: JsonObject = {
        ...(needsUser ? { authorizationUrl: authText(auth, 'authUrl') } : {}),
        ...(flow === 'implicit' ? {} : { tokenUrl: authText(auth, 'accessTokenUrl') }),
        scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
      };
      return [`oauth2-${flow}`, { type: 'oauth2', flows: { [flow]: content } }, scopes];
    }
    default:
      return undefined;
  }
}
