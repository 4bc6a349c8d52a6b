/** Collections of a given size for the benchmarks: each request about 780 bytes as a file and 1.7 KB with its texts. */
import type { NodeSpec } from '@scratchpad/core';

/** A collection of `requests` requests in folders of 50. */
export function createLargeCollection(requests: number): NodeSpec {
  const folders: NodeSpec[] = [];
  for (let from = 0; from < requests; from += 50) {
    folders.push({
      kind: 'folder',
      name: `Folder ${from / 50}`,
      children: Array.from({ length: Math.min(50, requests - from) }, (_, i) =>
        createRequest(from + i),
      ),
    });
  }
  return { kind: 'collection', name: `Large ${requests}`, children: folders };
}

function createRequest(n: number): NodeSpec {
  return {
    kind: 'http',
    name: `Request ${n}`,
    fields: {
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'][n % 5] ?? 'GET',
      baseUrl: `{{baseUrl}}/v2/orders/:id/lines/${n}`,
      bodyMode: 'raw',
      bodyLanguage: 'json',
    },
    tables: {
      params: [
        { key: 'limit', value: '25' },
        { key: 'cursor', value: `c${n}`, enabled: false },
      ],
      headers: [
        { key: 'Accept', value: 'application/json' },
        { key: 'X-Request-Id', value: '{{$guid}}', description: 'One per call' },
      ],
    },
    texts: {
      docs: `Changes line ${n} of an order. `.repeat(9),
      test: `pm.test('status', () => pm.response.to.have.status(200));\n`.repeat(2),
      body: JSON.stringify({ sku: `ROPE-${n}`, quantity: 4, note: 'x'.repeat(110) }, null, 2),
    },
  };
}

/** The same collection as a v2.1 file's text, without going through our own writer. @param nth another is another collection */
export function createLargeFile(requests: number, nth = 0): string {
  return JSON.stringify({
    info: {
      _postman_id: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
      name: nth === 0 ? `Large ${requests}` : `Large ${requests}, ${nth}`,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: (createLargeCollection(requests).children ?? []).map((folder) => ({
      name: folder.name,
      item: (folder.children ?? []).map((request) => ({
        // A file with the requests of another is taken for a newer one of it.
        name: nth === 0 ? request.name : `${request.name}, ${nth}`,
        event: [
          {
            listen: 'test',
            script: { type: 'text/javascript', exec: request.texts?.test?.split('\n') },
          },
        ],
        request: {
          method: request.fields?.method,
          header: request.tables?.headers?.map(({ key, value }) => ({ key, value })),
          body: { mode: 'raw', raw: request.texts?.body, options: { raw: { language: 'json' } } },
          url: {
            raw: `${urlOf(request)}?limit=25`,
            host: ['{{baseUrl}}'],
            path: urlOf(request).split('/').slice(1),
            query: [{ key: 'limit', value: '25' }],
          },
        },
        response: [],
      })),
    })),
  });
}

function urlOf(request: NodeSpec): string {
  const url = request.fields?.baseUrl;
  return typeof url === 'string' ? url : '';
}
