/** What scripts can use, for completion: the API of the bootcode, and the words that people look for. */

/** A member: what it is, and what it has itself. */
export interface ApiMember {
  readonly detail: string;
  /** `both` when left out. */
  readonly only?: 'test';
  readonly members?: ApiTable;
  /** Typed behind the name. */
  readonly call?: string;
}
type ApiTable = Readonly<Record<string, ApiMember>>;

function scope(what: string): ApiMember {
  return {
    detail: what,
    members: {
      get: { detail: `value of a variable (${what})`, call: "('')" },
      set: { detail: `sets a current value (${what})`, call: "('', '')" },
      has: { detail: 'whether there is such a variable', call: "('')" },
      unset: { detail: 'takes a variable away', call: "('')" },
      clear: { detail: 'takes all variables away', call: '()' },
      toObject: { detail: 'all of them', call: '()' },
      replaceIn: { detail: 'replaces {{variables}} in a text', call: "('')" },
    },
  };
}

const LIST: ApiTable = {
  get: { detail: 'value by name', call: "('')" },
  has: { detail: 'whether it is there', call: "('')" },
  add: { detail: 'adds {key, value}', call: "({ key: '', value: '' })" },
  upsert: { detail: 'adds or replaces {key, value}', call: "({ key: '', value: '' })" },
  remove: { detail: 'removes by name', call: "('')" },
  toObject: { detail: 'all as an object', call: '()' },
  each: { detail: 'calls a function for each', call: '(() => {})' },
};

const HAVE: ApiTable = {
  status: { detail: 'status code or text', call: '(200)' },
  header: { detail: 'a header, with a value', call: "('')" },
  body: { detail: 'the body, whole', call: "('')" },
  jsonBody: { detail: 'a JSON body, or a path in it', call: "('')" },
  jsonSchema: { detail: 'a body that a schema allows', call: '({})' },
};

const BE: ApiTable = Object.fromEntries(
  [
    ['ok', 'status 200'],
    ['success', 'status 2xx'],
    ['redirection', 'status 3xx'],
    ['clientError', 'status 4xx'],
    ['serverError', 'status 5xx'],
    ['error', 'status 4xx or 5xx'],
    ['notFound', 'status 404'],
    ['unauthorized', 'status 401'],
    ['forbidden', 'status 403'],
    ['badRequest', 'status 400'],
    ['json', 'a JSON body'],
    ['withBody', 'any body'],
  ].map(([name, detail]) => [name, { detail: detail ?? '' }]),
);

/** The global names, and what stands behind them. */
export const SCRIPT_API: ApiTable = {
  pm: {
    detail: 'the API of scripts',
    members: {
      test: { detail: 'a test with a name', call: "('', () => {\n  \n})" },
      expect: { detail: 'an assertion (chai)', call: '()' },
      environment: scope('environment'),
      collectionVariables: scope('collection'),
      globals: scope('globals'),
      variables: scope('all scopes, and local ones'),
      iterationData: {
        detail: 'row of the data file',
        members: {
          get: { detail: 'a value of the row', call: "('')" },
          has: { detail: 'whether the row has it', call: "('')" },
          toObject: { detail: 'the whole row', call: '()' },
        },
      },
      request: {
        detail: 'the request',
        members: {
          url: {
            detail: 'its URL',
            members: {
              toString: { detail: 'as text', call: '()' },
              getPath: { detail: 'the path', call: '()' },
              getHost: { detail: 'the host', call: '()' },
              getQueryString: { detail: 'the query', call: '()' },
              query: { detail: 'its parameters', members: LIST },
            },
          },
          method: { detail: 'its method' },
          headers: { detail: 'its headers', members: LIST },
          body: { detail: 'its body' },
          auth: { detail: 'its authorization' },
          addQueryParams: { detail: 'adds parameters', call: "('')" },
          removeQueryParams: { detail: 'removes parameters', call: "('')" },
        },
      },
      response: {
        detail: 'the response',
        only: 'test',
        members: {
          code: { detail: 'status code' },
          status: { detail: 'status text' },
          responseTime: { detail: 'milliseconds' },
          responseSize: { detail: 'bytes of the body' },
          headers: { detail: 'its headers', members: LIST },
          json: { detail: 'the body as JSON', call: '()' },
          text: { detail: 'the body as text', call: '()' },
          to: {
            detail: 'assertions',
            members: { have: { detail: '', members: HAVE }, be: { detail: '', members: BE } },
          },
        },
      },
      cookies: {
        detail: 'cookies of the URL',
        members: {
          get: { detail: 'value of a cookie', call: "('')" },
          has: { detail: 'whether there is such a cookie', call: "('')" },
          toObject: { detail: 'all of them', call: '()' },
          jar: { detail: 'the cookies of any URL', call: '()' },
        },
      },
      sendRequest: { detail: 'sends another request', call: "('')" },
      execution: {
        detail: 'the way of the run',
        members: {
          setNextRequest: { detail: 'goes on with a request, or null to end', call: "('')" },
          skipRequest: { detail: 'does not send this request', call: '()' },
          location: { detail: 'where this script stands' },
        },
      },
      info: {
        detail: 'about this script',
        members: {
          eventName: { detail: 'prerequest or test' },
          iteration: { detail: 'number of the iteration, from 0' },
          iterationCount: { detail: 'number of iterations' },
          requestName: { detail: 'name of the request' },
          requestId: { detail: 'id of the request' },
        },
      },
      visualizer: {
        detail: 'the Visualize tab',
        only: 'test',
        members: {
          set: { detail: 'shows a Handlebars template', call: '(template, data)' },
          clear: { detail: 'shows nothing', call: '()' },
        },
      },
      require: { detail: 'a bundled library', call: "('')" },
    },
  },
  console: {
    detail: 'writes into the console',
    members: {
      log: { detail: 'logs', call: '()' },
      info: { detail: 'logs', call: '()' },
      warn: { detail: 'logs a warning', call: '()' },
      error: { detail: 'logs an error', call: '()' },
    },
  },
  require: { detail: 'a bundled library', call: "('')" },
};

/** What `require` knows. */
export const LIBRARIES = [
  'ajv',
  'chai',
  'cheerio',
  'crypto-js',
  'csv-parse/lib/sync',
  'lodash',
  'moment',
  'postman-collection',
  'tv4',
  'uuid',
  'xml2js',
] as const;
