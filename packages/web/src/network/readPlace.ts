/** A place as certificates name it (`api.example.com`, `*.example.com:8443`, `[::1]`, `*`); null when the text is none. */
export function readPlace(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z\d+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '');
  const host = String.raw`\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\]`;
  return new RegExp(`^(?:${host})(?::(?:\\d{1,5}|\\*))?$`).test(bare) ? bare : null;
}
