/**
 * What `pm.require` finds: the libraries of the bootcode, which old scripts know as `require`. Packages of a registry or of
 * a team's library are not fetched: a script runs what is in its file.
 */

const BUNDLED = new Set([
  'ajv',
  'chai',
  'cheerio',
  'crypto-js',
  'csv-parse',
  'lodash',
  'moment',
  'postman-collection',
  'tv4',
  'uuid',
  'xml2js',
]);

/** The names that the bootcode has another name for. */
const REQUIRED_AS: Readonly<Record<string, string>> = { 'csv-parse': 'csv-parse/lib/sync' };

/** The code or the error for each name that a script says in `pm.require`; undefined when it says none. */
export function bundledPackages(
  code: string,
): Readonly<Record<string, { readonly data: string } | { readonly error: string }>> | undefined {
  const names = [...code.matchAll(/pm\s*\.\s*require\s*\(\s*(['"`])([^'"`]*)\1/g)].map(
    ([, , name]) => name ?? '',
  );
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.map((name) => {
      const bare = name.replace(/^npm:/, '').replace(/(?<=.)@[^/]*$/, '');
      return [
        name,
        BUNDLED.has(bare)
          ? { data: `module.exports = require('${REQUIRED_AS[bare] ?? bare}');` }
          : { error: `only these are here: ${[...BUNDLED].join(', ')}` },
      ];
    }),
  );
}
