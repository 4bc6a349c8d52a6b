/** Mends what some generators do to a URL that is encoded already. */

/** As several generators encode the parts of a query. */
function encodeLoosely(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%5B', '[')
    .replaceAll('%7B', '{')
    .replaceAll('%5D', ']')
    .replaceAll('%7D', '}')
    .replaceAll('%2B', '+')
    .replaceAll('%25', '%')
    .replaceAll("'", '%27');
}

/**
 * Puts the query of `url` in the place of what became of it: some generators encode it a second time, and some write
 * a parameter without a value as `name=null`.
 */
export function repairQuery(snippet: string, url: string): string {
  const whole = encodeURI(url);
  const mended = whole === url ? snippet : snippet.replaceAll(whole, url);
  const mark = url.indexOf('?');
  if (mark < 0) return mended;
  const query = url.slice(mark + 1);
  const parts = query.split('&').map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, 'null'] : [part.slice(0, equals), part.slice(equals + 1)];
  });
  const joined = (encode: (text: string) => string) =>
    parts.map((pair) => pair.map((text) => encode(text ?? '')).join('=')).join('&');
  const plain = joined((text) => text);
  const wrong = new Set([
    plain,
    encodeURI(plain),
    encodeURI(query),
    encodeURI(plain).replaceAll('%25', '%'),
    joined(encodeLoosely),
  ]);
  wrong.delete(query);
  let result = mended;
  for (const text of wrong) result = result.replaceAll(`?${text}`, `?${query}`);
  return result;
}

/** Brings back the names of variables that a generator has encoded. */
export function showVariables(snippet: string, names: readonly string[]): string {
  let result = snippet;
  for (const name of names) {
    const shown = `{{${name}}}`;
    for (const hidden of [encodeURIComponent(shown), encodeURI(shown), `{{${encodeURI(name)}}}`])
      if (hidden !== shown) result = result.replaceAll(hidden, shown);
  }
  return result;
}
