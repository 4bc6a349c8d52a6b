import type { Language } from '../editors/languages.ts';

/** What a body is, by its Content-Type and, where that says little, by its first bytes. */
export interface BodyKind {
  readonly language: Language;
  readonly isImage: boolean;
  readonly isPdf: boolean;
  /** What it plays as; null when it does not. */
  readonly media: 'audio' | 'video' | null;
  /** Not text: shown as bytes. */
  readonly isBinary: boolean;
  /** For TextDecoder. */
  readonly charset: string;
}

const SNIFF_BYTES = 1024;

/** Looks at the type and the beginning of a body. */
export async function detectBodyKind(body: Blob, contentType: string): Promise<BodyKind> {
  const [type = ''] = contentType.toLowerCase().split(';');
  const mime = type.trim();
  const head = new Uint8Array(await body.slice(0, SNIFF_BYTES).arrayBuffer());
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? charsetOfMark(head);
  const isImage = mime.startsWith('image/');
  const media = (['audio', 'video'] as const).find((type) => mime.startsWith(`${type}/`)) ?? null;
  const saysText =
    /^text\/|json|xml|javascript|ecmascript|graphql|yaml|x-www-form-urlencoded|csv/.test(mime);
  // UTF-16 is full of zero bytes and still text.
  const isBinary = !saysText && !/utf-?16/i.test(charset) && !looksLikeText(head);
  return {
    language: languageOf(mime, head),
    isImage,
    isPdf: mime === 'application/pdf' || startsWith(head, '%PDF-'),
    media,
    isBinary: isBinary && mime !== 'image/svg+xml',
    charset,
  };
}

function startsWith(head: Uint8Array, text: string): boolean {
  return [...text].every((char, at) => head[at] === char.charCodeAt(0));
}

function charsetOfMark(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function looksLikeText(head: Uint8Array): boolean {
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (
      byte < 0x20 &&
      byte !== 0x09 &&
      byte !== 0x0a &&
      byte !== 0x0d &&
      byte !== 0x1b &&
      byte !== 0x0c
    )
      odd++;
  }
  if (odd > head.length / 50) return false;
  const text = new TextDecoder().decode(head);
  const broken = text.split('\ufffd').length - 1;
  // The sniffed piece may end in the middle of a character.
  return broken <= 1 || broken < text.length / 20;
}

function languageOf(mime: string, head: Uint8Array): Language {
  if (mime.includes('json')) return 'json';
  if (mime.includes('html')) return 'html';
  if (mime.includes('xml')) return 'xml';
  if (mime.includes('javascript') || mime.includes('ecmascript')) return 'javascript';
  const start = new TextDecoder().decode(head).trimStart();
  if (/^[[{]/.test(start)) return 'json';
  if (/^<(?:!doctype html|html)/i.test(start)) return 'html';
  if (start.startsWith('<?xml')) return 'xml';
  return 'text';
}

/** A TextDecoder for a charset; UTF-8 for one that the browser does not know. */
export function createDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
