/** One small file of each foreign format, with the corners of it that readers have to get right. */
import { strToU8, zipSync } from 'fflate';

/** HAR 1.2 as Chrome and Firefox write it. */
export const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'WebInspector', version: '537.36' },
    pages: [
      { id: 'page_1', title: 'Shop', startedDateTime: '2024-01-01T00:00:00Z', pageTimings: {} },
    ],
    entries: [
      {
        pageref: 'page_1',
        request: {
          method: 'POST',
          url: 'https://shop.example.com/api/cart?x=1',
          httpVersion: 'h2',
          headers: [
            { name: ':authority', value: 'shop.example.com' },
            { name: 'content-type', value: 'application/json' },
            { name: 'content-length', value: '9' },
          ],
          queryString: [{ name: 'x', value: '1' }],
          cookies: [{ name: 'sid', value: 'abc' }],
          postData: { mimeType: 'application/json', text: '{"a": "ü"}' },
        },
        response: {
          status: 200,
          statusText: 'OK',
          headers: [{ name: 'content-type', value: 'application/json' }],
          cookies: [],
          content: {
            size: 9,
            mimeType: 'application/json',
            text: 'eyJvayI6InVuZCJ9',
            encoding: 'base64',
          },
        },
        timings: {},
      },
      {
        request: {
          method: 'POST',
          url: 'https://shop.example.com/upload',
          headers: [{ name: 'Content-Type', value: 'multipart/form-data; boundary=x' }],
          postData: {
            mimeType: 'multipart/form-data',
            params: [
              { name: 'note', value: 'hi' },
              { name: 'pic', fileName: 'a.png', contentType: 'image/png' },
            ],
          },
        },
        response: { status: 0, statusText: '', headers: [], content: { size: 0, mimeType: '' } },
      },
      {
        request: {
          method: 'POST',
          url: 'https://shop.example.com/login',
          headers: [],
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            text: 'user=a%40b.c&q=x+y',
            params: [
              { name: 'user', value: 'a%40b.c' },
              { name: 'q', value: 'x+y' },
            ],
          },
        },
        response: {
          status: 200,
          statusText: 'OK',
          headers: [],
          content: { size: 4, mimeType: 'image/png', text: 'iVBORw==', encoding: 'base64' },
        },
      },
    ],
  },
});

/** Insomnia 4. */
export const INSOMNIA_4 = JSON.stringify({
  _type: 'export',
  __export_format: 4,
  resources: [
    { _id: 'wrk_1', _type: 'workspace', parentId: null, name: 'Demo', description: 'About' },
    {
      _id: 'env_1',
      _type: 'environment',
      parentId: 'wrk_1',
      name: 'Base',
      data: { host: 'https://x', deep: { a: 1 } },
    },
    {
      _id: 'env_2',
      _type: 'environment',
      parentId: 'env_1',
      name: 'Staging',
      data: { host: 'https://s' },
    },
    {
      _id: 'fld_1',
      _type: 'request_group',
      parentId: 'wrk_1',
      name: 'Folder',
      environment: { local: 'v' },
      headers: [{ name: 'X-Down', value: '1' }],
      authentication: { type: 'bearer', token: '{{ _.token }}' },
    },
    {
      _id: 'req_2',
      _type: 'request',
      parentId: 'fld_1',
      metaSortKey: 2,
      name: 'Form',
      method: 'POST',
      url: '{{ _.host }}/form',
      body: {
        mimeType: 'multipart/form-data',
        params: [
          { name: 'f', type: 'file', fileName: '/tmp/a' },
          { name: 'off', value: '1', disabled: true },
          { name: '', value: '' },
        ],
      },
    },
    {
      _id: 'req_1',
      _type: 'request',
      parentId: 'fld_1',
      metaSortKey: 1,
      name: 'GQL',
      method: 'POST',
      url: "{{ _['host'] }}/{% uuid 'v4' %}",
      parameters: [{ name: 'q', value: '{{ _.deep.a }}' }],
      authentication: {
        type: 'iam',
        accessKeyId: 'k',
        secretAccessKey: 's',
        region: 'r',
        service: 'x',
      },
      settingFollowRedirects: 'off',
      body: { mimeType: 'application/graphql', text: '{"query": "{ a }", "variables": {"b": 1}}' },
      afterResponseScript: 'insomnia.test("a", () => {});',
    },
    {
      _id: 'ws_1',
      _type: 'websocket_request',
      parentId: 'wrk_1',
      name: 'Feed',
      url: 'wss://x/feed',
    },
    { _id: 'g_1', _type: 'grpc_request', parentId: 'wrk_1', name: 'rpc' },
    { _id: 'jar_1', _type: 'cookie_jar', parentId: 'wrk_1' },
  ],
});

/** Insomnia 5. */
export const INSOMNIA_5 = `type: collection.insomnia.rest/5.0
name: Demo 5
meta:
  id: wrk_5
  description: About
collection:
  - name: Folder
    meta: {id: fld_5, sortKey: -1}
    children:
      - url: "{{ _.host }}/a/:id"
        name: Get it
        meta: {id: req_5, sortKey: -2, description: Docs}
        method: GET
        parameters:
          - {name: q, value: "1", disabled: true}
        pathParameters:
          - {name: id, value: "7"}
        headers:
          - {name: Accept, value: application/json}
        authentication: {type: basic, username: u, password: p}
        scripts:
          preRequest: |-
            console.log(1);
            console.log(2);
        settings: {encodeUrl: false, followRedirects: global, cookies: {send: false, store: true}}
  - url: grpc.example.com
    name: rpc
    protoMethodName: /a/b
environments:
  name: Base
  meta: {id: env_5}
  data: {host: "https://x"}
  subEnvironments:
    - name: Staging
      meta: {id: env_6}
      data: {host: "https://s"}
`;

/** Hoppscotch. */
export const HOPPSCOTCH = JSON.stringify([
  {
    v: 2,
    name: 'Hopp',
    folders: [
      {
        v: 2,
        name: 'Inner',
        folders: [],
        requests: [
          {
            v: '5',
            name: 'Create',
            method: 'POST',
            endpoint: '<<host>>/items/:id',
            params: [{ key: 'a', value: '1', active: false }],
            headers: [{ key: 'X', value: 'y', active: true }],
            requestVariables: [{ key: 'id', value: '3', active: true }],
            auth: { authType: 'basic', authActive: true, username: 'u', password: '<<pw>>' },
            body: { contentType: 'application/json', body: '{"a": 1}' },
            preRequestScript: '',
            testScript: 'pw.test("t", () => {});',
            responses: { ok: { name: 'ok', status: 'OK', code: 200, headers: [], body: '{}' } },
          },
          {
            v: '5',
            name: 'Upload',
            method: 'PUT',
            endpoint: 'https://x',
            auth: { authType: 'inherit', authActive: true },
            body: {
              contentType: 'multipart/form-data',
              body: [
                { key: 'f', value: [], isFile: true, active: true },
                { key: 't', value: 'v', isFile: false, active: true },
              ],
            },
          },
        ],
      },
    ],
    requests: [
      {
        name: 'Form',
        method: 'POST',
        endpoint: 'https://x',
        body: { contentType: 'application/x-www-form-urlencoded', body: 'a: 1\n# b: 2' },
        auth: {
          authType: 'api-key',
          authActive: true,
          key: 'k',
          value: 'v',
          addTo: 'QUERY_PARAMS',
        },
      },
      {
        name: 'GQL',
        url: 'https://x/graphql',
        query: '{ a }',
        variables: '{}',
        headers: [],
        auth: { authType: 'none' },
      },
    ],
    auth: { authType: 'bearer', authActive: true, token: 't' },
    headers: [{ key: 'X-Down', value: '1', active: true }],
    variables: [{ key: 'host', initialValue: 'https://h', currentValue: '', secret: true }],
  },
]);

/** A request of Bruno. */
export const BRU = `meta {
  name: Create order
  type: http
  seq: 2
}

post {
  url: {{host}}/orders/:id?q=1
  body: json
  auth: bearer
}

params:query {
  q: 1
  ~off: 2
}

params:path {
  id: 5
}

headers {
  content-type: application/json
  ~"x:y": z
}

auth:bearer {
  token: {{token}}
}

body:json {
  {
    "a": {
      "b": 1
    }
  }
}

vars:pre-request {
  when: now
}

assert {
  res.status: eq 200
}

tests {
  test("ok", function () {
    expect(res.status).to.equal(200);
  });
}

docs {
  # Docs
}
`;

/** A folder of Bruno, by path. */
export const BRUNO_FOLDER: Readonly<Record<string, string>> = {
  'shop/bruno.json': '{"version": "1", "name": "Shop", "type": "collection"}',
  'shop/collection.bru':
    'headers {\n  X-Down: 1\n}\nauth {\n  mode: basic\n}\nauth:basic {\n  username: u\n  password: p\n}\nvars:pre-request {\n  a: b\n}\n',
  'shop/orders/folder.bru': 'meta {\n  name: Orders!\n}\n',
  'shop/orders/create.bru': BRU,
  'shop/orders/list.bru':
    'meta {\n  name: List\n  seq: 1\n}\nget {\n  url: https://x\n  body: none\n  auth: inherit\n}\n',
  'shop/environments/Local.bru':
    'vars {\n  host: http://localhost\n}\nvars:secret [\n  token,\n  ~old\n]\n',
  'shop/.gitignore': 'node_modules',
  'shop/notes.txt': 'hello',
};

/** A schema of GraphQL. */
export const GRAPHQL = `"""About"""
schema { query: Root, mutation: Mutation }
type Root {
  "One user"
  user(id: ID!, filter: Filter): User
  search(text: String! = "a", kinds: [Kind!]): [Hit!]!
  version: String
}
type Mutation { rename(input: RenameInput!): User! }
type Subscription { changed: User }
enum Kind { USER POST }
input Filter { and: [Filter], name: String }
input RenameInput { id: ID!, name: String!, filter: Filter }
interface Node { id: ID! }
type User implements Node { id: ID!, name: String, friends(first: Int!): [User], best: User, kind: Kind }
extend type User { age: Int }
type Post { id: ID! }
union Hit = User | Post
`;

/** A collection small enough to be in every archive. */
export const COLLECTION = JSON.stringify({
  info: {
    _postman_id: 'c1',
    name: 'Small',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  item: [
    {
      name: 'R',
      request: { method: 'GET', header: [], url: { raw: 'https://x/y' } },
      response: [],
    },
  ],
});

/** An environment. */
export const ENVIRONMENT = JSON.stringify({
  id: 'e1',
  name: 'Env',
  values: [{ key: 'a', value: 'b', type: 'default', enabled: true }],
  _postman_variable_scope: 'environment',
});

/** A zip archive of texts. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries));
}
