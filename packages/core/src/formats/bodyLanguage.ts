const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/json/i, 'json'],
  [/html/i, 'html'],
  [/xml/i, 'xml'],
  [/javascript/i, 'javascript'],
];

/** The language of a raw body with this content type. */
export function bodyLanguage(contentType: string): string {
  return LANGUAGES.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'text';
}
