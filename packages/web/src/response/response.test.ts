import { describe, expect, it } from 'vitest';
import { createDecoder, detectBodyKind } from './bodyKind.ts';
import { formatBytes, formatDuration, formatStatus } from './format.ts';
import { formatXml } from './formatXml.ts';
import { prettyText } from './prettyText.ts';
import { fileNameFor } from './saveToFile.ts';

describe('detectBodyKind', () => {
  const kindOf = (bytes: Iterable<number> | string, type: string) =>
    detectBodyKind(new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), type);

  it('believes the type, and looks when there is none', async () => {
    expect((await kindOf('x', 'application/problem+json')).language).toBe('json');
    expect((await kindOf(' {"a":1}', '')).language).toBe('json');
    expect((await kindOf('<!DOCTYPE html>', 'text/plain')).language).toBe('html');
  });

  it('tells binary from text, and finds the charset', async () => {
    expect((await kindOf([0, 1, 2, 3], 'application/octet-stream')).isBinary).toBe(true);
    expect((await kindOf('hällo', 'application/octet-stream')).isBinary).toBe(false);
    expect((await kindOf([0xff, 0xfe, 0x61, 0], '')).charset).toBe('utf-16le');
    expect((await kindOf('a', 'text/plain; charset="ISO-8859-1"')).charset).toBe('ISO-8859-1');
  });

  it('decodes an unknown charset as UTF-8', () => {
    expect(createDecoder('no-such').encoding).toBe('utf-8');
  });
});

describe('prettyText', () => {
  it('indents JSON in any charset, and leaves what is not JSON', async () => {
    const latin = new Blob([Uint8Array.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d])]);
    expect(await prettyText(latin, 'iso-8859-1', 'json')).toBe('{\n  "é": 1\n}');
    expect(await prettyText(new Blob(['oops']), 'utf-8', 'json')).toBe('oops');
  });

  it('indents XML by its elements', () => {
    expect(formatXml('<?xml version="1.0"?><a><b x="1">t</b><c><d/></c><!-- n --></a>')).toBe(
      '<?xml version="1.0"?>\n<a>\n  <b x="1">t</b>\n  <c>\n    <d/>\n  </c>\n  <!-- n -->\n</a>',
    );
  });
});

describe('fileNameFor', () => {
  it('takes the name that the server suggests, without paths', () => {
    expect(fileNameFor('http://h/x', '', "attachment; filename*=UTF-8''%e2%82%ac.txt")).toBe(
      '€.txt',
    );
    expect(fileNameFor('http://h/x', '', 'attachment; filename="../a.txt"')).toBe('.._a.txt');
  });

  it('else the end of the URL, with an extension by type', () => {
    expect(fileNameFor('http://h/v2/orders?x=1', 'application/json; charset=utf-8', null)).toBe(
      'orders.json',
    );
    expect(fileNameFor('http://h/a.png', 'image/png', null)).toBe('a.png');
    expect(fileNameFor('http://h', 'image/png', null)).toBe('response.png');
  });
});

describe('format', () => {
  it('writes sizes, times and statuses', () => {
    expect([412, 18_842, 90_177_536].map(formatBytes)).toEqual(['412 B', '18.4 KB', '86.0 MB']);
    expect([3.4, 2040, 125_000].map(formatDuration)).toEqual(['3 ms', '2.04 s', '2 min 5 s']);
    expect(formatStatus(404, '')).toBe('404 Not Found');
    expect(formatStatus(299, '')).toBe('299');
  });
});
