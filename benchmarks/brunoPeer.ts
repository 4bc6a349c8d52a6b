/** The same 500 requests for `@usebruno/cli`, which is fetched when it is asked for: it is no dependency of ours. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = '@usebruno/cli@4.1.0';

/** Writes a collection of Bruno's and gives its folder. */
export function brunoCollection(parent: string, url: string, requests: number): string {
  const folder = join(parent, `bruno-${requests}`);
  mkdirSync(folder);
  const about = { version: '1', name: 'Bench', type: 'collection' };
  writeFileSync(join(folder, 'bruno.json'), JSON.stringify(about));
  for (let i = 0; i < requests; i++) {
    writeFileSync(
      join(folder, `request${i}.bru`),
      `meta {\n  name: request ${i}\n  type: http\n  seq: ${i + 1}\n}\n\n` +
        `get {\n  url: ${url}?i=${i}\n  body: none\n  auth: none\n}\n\n` +
        'tests {\n' +
        '  test("status", function () {\n    expect(res.getStatus()).to.equal(200);\n  });\n' +
        '  test("body", function () {\n    expect(res.getBody().id).to.equal(1);\n  });\n' +
        '  bru.setVar("last", req.getName());\n}\n',
    );
  }
  return folder;
}

/** Milliseconds that it takes for a collection, start to end. */
export async function runBruno(folder: string): Promise<number> {
  const startedAt = performance.now();
  await promisify(execFile)('npx', ['-y', PACKAGE, 'run', '--sandbox=developer'], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  return performance.now() - startedAt;
}
