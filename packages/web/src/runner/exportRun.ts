import { writeJunit } from '@scratchpad/core/run';
import { saveToFile } from '../response/saveToFile.ts';
import type { RunRecord } from './runRecord.ts';

/** Saves a run as the field's JSON report, without bodies. */
export async function exportRunJson(record: RunRecord): Promise<void> {
  const { executions, ...rest } = record.report;
  const list = Array.isArray(executions) ? executions : [];
  const parts: string[] = [];
  for (const [at, execution] of list.entries()) {
    parts.push(`${at === 0 ? '' : ',\n'}${JSON.stringify(execution)}`);
    // Thousands of requests are some megabytes of text: the page answers in between.
    if (at % 100 === 99) await new Promise((resolve) => setTimeout(resolve));
  }
  const head = {
    collection: { info: { name: record.collection.name, _postman_id: record.collection.id } },
    environment: { name: record.environment ?? '' },
  };
  saveToFile(
    new Blob(
      [
        JSON.stringify(head).slice(0, -1),
        ',"run":{"executions":[\n',
        ...parts,
        '],',
        JSON.stringify(rest).slice(1),
        '}',
      ],
      { type: 'application/json' },
    ),
    fileName(record, 'json'),
  );
}

/** Saves a run as JUnit XML. */
export function exportRunJunit(record: RunRecord): void {
  const xml = writeJunit({
    collectionName: record.collection.name,
    collectionId: record.collection.id,
    pathById: new Map(record.paths),
    run: record.report,
  });
  saveToFile(new Blob([xml], { type: 'application/xml' }), fileName(record, 'xml'));
}

function fileName({ name, startedAt }: RunRecord, extension: string): string {
  const stamp = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_') || 'run'} ${stamp}.${extension}`;
}
