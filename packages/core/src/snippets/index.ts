/** Code that sends a request, in many languages. Load this entry lazily: it brings all the generators. */
export { toSnippetRequest } from './snippetRequest.ts';
export type { SnippetRequest } from './snippetRequest.ts';
export { listLanguages, listOptions, writeSnippet } from './writeSnippet.ts';
export type {
  Snippet,
  SnippetErrorCode,
  SnippetLanguage,
  SnippetOption,
  SnippetOptions,
  SnippetTarget,
} from './writeSnippet.ts';
