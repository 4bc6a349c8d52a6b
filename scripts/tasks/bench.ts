import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { endWithParent } from '../lib/taskLifetime.ts';
import { runProcess } from '../lib/runProcess.ts';

// `npm run bench [name …]`: runs `benchmarks/<name>.bench.ts`, all of them without a name, one process each.
endWithParent();
const fileByName = new Map(
  globSync('benchmarks/*.bench.ts', { cwd: ROOT })
    .toSorted()
    .map((file) => [basename(file, '.bench.ts'), join(ROOT, file)]),
);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !fileByName.has(name));
if (unknown.length > 0 || fileByName.size === 0) {
  const names = [...fileByName.keys()].join(', ') || 'none yet';
  process.stderr.write(
    `No benchmark ${unknown.map((name) => `"${name}"`).join(', ')}. There are: ${names}.\n`,
  );
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : fileByName.keys()) {
  const { code } = await runProcess(process.execPath, [fileByName.get(name)!], { output: 'show' });
  if (code !== 0) process.exitCode = 1;
}
