// A process that a test kills: it appends for as long as it lives and says what was acknowledged.
import { writeSync } from 'node:fs';
import { SqliteStore } from '../store/sqlite/sqliteStore.ts';

const { documents } = new SqliteStore(process.argv[2] ?? '');
const update = new Uint8Array(300);
for (;;) {
  const appends = Array.from({ length: 5 }, () => documents.append('w', update, []));
  for (const append of appends) {
    // Straight to the pipe: what is in a buffer of ours would die with us.
    writeSync(1, `${await append}\n`);
  }
}
