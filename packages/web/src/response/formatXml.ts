/** Indents XML by its tags. Text between tags stays on the line of its element; comments and CDATA stay as they are. */
export function formatXml(text: string): string {
  const pieces = text.match(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<[^>]+>|[^<]+/g);
  if (!pieces) return text;
  const lines: string[] = [];
  let depth = 0;
  let line = '';
  let openHere = false;
  const flush = () => {
    if (line !== '') lines.push('  '.repeat(Math.min(depth, 64)) + line);
    line = '';
  };
  for (const piece of pieces) {
    const isTag =
      piece.startsWith('<') && !piece.startsWith('<![CDATA[') && !piece.startsWith('<!--');
    if (!isTag) {
      if (piece.trim() !== '') line += piece.trim();
    } else if (piece.startsWith('</')) {
      if (!openHere) {
        flush();
        depth = Math.max(0, depth - 1);
        line = piece;
        flush();
      } else {
        line += piece;
        flush();
      }
      openHere = false;
    } else if (/^<[?!]/.test(piece) || piece.endsWith('/>')) {
      if (openHere) {
        flush();
        depth++;
      } else flush();
      line = piece;
      flush();
      openHere = false;
    } else {
      if (openHere) {
        flush();
        depth++;
      } else flush();
      line = piece;
      openHere = true;
    }
  }
  flush();
  return lines.join('\n');
}
