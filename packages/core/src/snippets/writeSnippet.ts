// oxlint-disable-next-line typescript/triple-slash-reference -- the packages that compile this source find it no other way
/// <reference path="./generators.d.ts" />
import generators, { type GeneratorOption } from 'postman-code-generators';
import sdk from 'postman-collection/lib/collection/request.js';
import { AppError } from '../AppError.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { repairQuery, showVariables } from './repairSnippet.ts';
import type { SnippetRequest } from './snippetRequest.ts';

/** A language and one of its libraries, by the names that the generators have for them. */
export interface SnippetTarget {
  readonly language: string;
  readonly variant: string;
}

/** A language that code can be written in. */
export interface SnippetLanguage {
  readonly id: string;
  readonly label: string;
  readonly variants: readonly string[];
}

/** What of the code a person can choose. */
export interface SnippetOption {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'boolean' | 'number' | 'choice';
  readonly default: boolean | number | string;
  /** Of type `choice`. */
  readonly choices: readonly string[];
}

/** Options by id; what is left out has its default. */
export type SnippetOptions = Readonly<Record<string, boolean | number | string>>;

export type SnippetErrorCode = 'no-such-language' | 'snippet-failed';

/** What {@link writeSnippet} gives. */
export interface Snippet {
  readonly text: string;
  /** What the code cannot do, or does in another way, for people. */
  readonly notes: readonly string[];
}

/** All languages, by label. */
export function listLanguages(): readonly SnippetLanguage[] {
  return generators
    .getLanguageList()
    .map(({ key, label, variants }) => ({
      id: key,
      label: LABELS[key] ?? label,
      variants: variants.map((variant) => variant.key),
    }))
    .sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));
}

const LABELS: Readonly<Record<string, string>> = { nodejs: 'Node.js' };

/** Follow redirects, and the time limit: the request says it. Trimming the body would change what is sent. */
const NOT_ASKED = new Set([
  'followRedirect',
  'requestTimeout',
  'requestTimeoutInSeconds',
  'trimRequestBody',
]);

/** What can be chosen for a language. @throws AppError with a `SnippetErrorCode` */
export function listOptions(target: SnippetTarget): readonly SnippetOption[] {
  return generatorOptions(target)
    .filter(({ id }) => !NOT_ASKED.has(id))
    .map((option) => ({
      id: option.id,
      label: inSentenceCase(option.name),
      description: option.description,
      type:
        option.type === 'enum'
          ? 'choice'
          : option.type === 'positiveInteger'
            ? 'number'
            : 'boolean',
      default: option.default,
      choices: option.availableOptions ?? [],
    }));
}

/** `Quote Type` → `Quote type`; words in capitals are names. */
function inSentenceCase(text: string): string {
  return text.replaceAll(/ ([A-Z])(?=[a-z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
}

function generatorOptions({ language, variant }: SnippetTarget): readonly GeneratorOption[] {
  let options: readonly GeneratorOption[] | undefined;
  // It calls back before it returns, and not at all when there is no such generator.
  generators.getOptions(language, variant, (_, list) => {
    options = list;
  });
  if (!options) {
    throw new AppError(
      'no-such-language',
      `There is no code generator for ${language}, ${variant}.`,
    );
  }
  return options;
}

/** Writes code that sends the request. @throws AppError with a `SnippetErrorCode` */
export function writeSnippet(
  request: SnippetRequest,
  target: SnippetTarget,
  options: SnippetOptions = {},
): Snippet {
  const { language, variant } = target;
  const all: Record<string, unknown> = {};
  for (const option of generatorOptions(target)) all[option.id] = option.default;
  all['followRedirect'] = request.followRedirects;
  if (request.timeoutMs > 0) {
    all['requestTimeout'] = request.timeoutMs;
    all['requestTimeoutInSeconds'] = Math.ceil(request.timeoutMs / 1000);
  }
  Object.assign(all, options);
  let written: string | undefined;
  let cause: unknown;
  try {
    const fresh = new sdk.Request(definitionFor(request, language));
    generators.convert(language, variant, fresh, all, (error, snippet) => {
      cause = error;
      written = snippet;
    });
  } catch (error) {
    cause = error;
  }
  if (written === undefined) {
    throw new AppError('snippet-failed', `No code could be written: ${String(cause)}`, { cause });
  }
  const { url, variables } = request;
  const shown = showVariables(repairQuery(written, url), variables);
  const text = repairQuery(shown, url);
  return finish(text, request, language);
}

/** The definition for a generator, which may change it. */
function definitionFor({ definition, bodyText }: SnippetRequest, language: string): JsonObject {
  const copy = JSON.parse(JSON.stringify(definition)) as JsonObject;
  const { body } = copy;
  // That generator leaves out forms of this kind.
  if (language === 'postman-cli' && isJsonObject(body) && body['mode'] === 'urlencoded')
    copy['body'] = { mode: 'raw', raw: bodyText };
  return copy;
}

/** Tells curl what no generator tells it; of the other languages people have to know. */
function finish(text: string, request: SnippetRequest, language: string): Snippet {
  const notes = [...request.notes];
  const { challenge, verifyTls } = request;
  const isCurl = language === 'curl';
  const flags: string[] = [];
  if (challenge && isCurl) {
    const user = `${challenge.username}:${challenge.password}`.replaceAll("'", `'\\''`);
    flags.push(`--${challenge.type} --user '${user}'`);
  } else if (challenge) {
    const name = challenge.type === 'ntlm' ? 'NTLM' : 'Digest';
    notes.push(`${name} answers a question of the server, so this code has none of it.`);
  }
  if (!verifyTls && isCurl) flags.push('--insecure');
  else if (!verifyTls && !text.includes('--no-check-certificate'))
    notes.push('The request does not verify TLS certificates; this code does.');
  const lost = longNumbers(request.bodyText).find((digits) => !text.includes(digits));
  if (lost !== undefined)
    notes.push(`The number ${lost} is too long for this generator; check it in the code.`);
  const flagged = flags.length === 0 ? text : text.replace(/^curl /, `curl ${flags.join(' ')} `);
  // Unless the request says so itself, no code of it goes without verifying.
  return { text: verifyTls ? flagged.replace(' --no-check-certificate', '') : flagged, notes };
}

/** Numbers of a JSON text that a double does not hold. */
function longNumbers(text: string): readonly string[] {
  return (text.match(/(?<![\w".])-?\d{16,}(?![\w".])/g) ?? []).filter(
    (digits) => !Number.isSafeInteger(Number(digits)),
  );
}
