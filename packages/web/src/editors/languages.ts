import type { Extension } from '@codemirror/state';

/** Languages an editor can show. */
export const LANGUAGES = [
  'text',
  'json',
  'xml',
  'html',
  'javascript',
  'graphql',
  'markdown',
] as const;
export type Language = (typeof LANGUAGES)[number];

const loaded = new Map<Language, Promise<Extension>>();

async function load(language: Language): Promise<Extension> {
  switch (language) {
    case 'json':
      return (await import('@codemirror/lang-json')).json();
    case 'xml':
      return (await import('@codemirror/lang-xml')).xml();
    case 'html':
      return (await import('@codemirror/lang-html')).html();
    case 'javascript':
      return (await import('@codemirror/lang-javascript')).javascript();
    default:
      return [];
  }
}

/** The mode of a language, loaded when first used. */
export function loadLanguage(language: Language): Promise<Extension> {
  let extension = loaded.get(language);
  if (!extension) loaded.set(language, (extension = load(language)));
  return extension;
}

/** A language by the word a document uses for it; plain text for words that are not known. */
export function toLanguage(word: string): Language {
  return LANGUAGES.find((language) => language === word) ?? 'text';
}
