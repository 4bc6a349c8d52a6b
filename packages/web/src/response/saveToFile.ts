const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/css': 'css',
  'application/javascript': 'js',
  'text/javascript': 'js',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};

/** A name for a body: what the server suggests (RFC 6266), else the end of the URL, with an extension by type. */
export function fileNameFor(url: string, contentType: string, disposition: string | null): string {
  const suggested =
    /filename\*\s*=\s*(?:utf-8)?''([^;]+)/i.exec(disposition ?? '')?.[1] ??
    /filename\s*=\s*"?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  if (suggested) {
    try {
      return cleanName(decodeURIComponent(suggested));
    } catch {
      return cleanName(suggested);
    }
  }
  const path = url.split(/[?#]/)[0] ?? '';
  const last = cleanName(
    path
      .replace(/^[a-z]+:\/\/[^/]*/i, '')
      .split('/')
      .findLast((part) => part !== '') ?? 'response',
  );
  if (/\.[a-z0-9]{1,8}$/i.test(last)) return last;
  const extension =
    EXTENSIONS[(contentType.split(';')[0] ?? '').trim().toLowerCase()] ??
    (contentType.startsWith('text/') ? 'txt' : 'bin');
  return `${last}.${extension}`;
}

function cleanName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are no part of a file name
  return name.replaceAll(/[/\\:*?"<>|\u0000-\u001f]/g, '_').slice(0, 120) || 'response';
}

/** Hands a body to the browser as a download. */
export function saveToFile(body: Blob, name: string): void {
  const url = URL.createObjectURL(body);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of the Blob by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
