/** Colours for the languages that code is generated in; each mode is loaded when it is first shown. */
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

const clike = () => import('@codemirror/legacy-modes/mode/clike');

const PARSERS: Readonly<Record<string, () => Promise<StreamParser<unknown>>>> = {
  c: async () => (await clike()).c,
  csharp: async () => (await clike()).csharp,
  dart: async () => (await clike()).dart,
  go: async () => (await import('@codemirror/legacy-modes/mode/go')).go,
  http: async () => (await import('@codemirror/legacy-modes/mode/http')).http,
  java: async () => (await clike()).java,
  javascript: async () => (await import('@codemirror/legacy-modes/mode/javascript')).javascript,
  kotlin: async () => (await clike()).kotlin,
  'objective-c': async () => (await clike()).objectiveC,
  ocaml: async () => (await import('@codemirror/legacy-modes/mode/mllike')).oCaml,
  powershell: async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell,
  python: async () => (await import('@codemirror/legacy-modes/mode/python')).python,
  r: async () => (await import('@codemirror/legacy-modes/mode/r')).r,
  ruby: async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby,
  rust: async () => (await import('@codemirror/legacy-modes/mode/rust')).rust,
  shell: async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
  swift: async () => (await import('@codemirror/legacy-modes/mode/swift')).swift,
};

/** Languages whose code looks like that of another. */
const LIKE: Readonly<Record<string, string>> = {
  curl: 'shell',
  nodejs: 'javascript',
  // There is no mode of its own; strings, comments and calls are those of C.
  php: 'c',
  'postman-cli': 'shell',
};

const loaders = new Map<string, () => Promise<Extension>>();

/** What loads the colours of a language; the same function for the same language. */
export function codeMode(language: string): (() => Promise<Extension>) | undefined {
  const name = LIKE[language] ?? language;
  const parser = PARSERS[name];
  if (!parser) return undefined;
  let loader = loaders.get(name);
  if (!loader) {
    loader = async () => StreamLanguage.define(await parser());
    loaders.set(name, loader);
  }
  return loader;
}
