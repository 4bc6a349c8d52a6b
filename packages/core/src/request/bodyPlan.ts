/** What the body of a request will be: texts and files in order, so that a page can send a file it never read. */
import type { HttpContent, Row } from '../model/content.ts';
import { rowText } from '../model/rows.ts';
import type { BodyPart } from './formFiles.ts';
import { encodeFormPart } from './encodeUrl.ts';
import { fileType } from './fileTypes.ts';
import { graphqlBody } from './graphqlBody.ts';
import { multipartParts } from './multipart.ts';

/** A body in pieces; joined they are its bytes (texts in UTF-8). */
export interface BodyPlan {
  readonly parts: readonly BodyPart[];
  /** The Content-Type that goes with it unless the request has its own; null when there is none to say. */
  readonly contentType: string | null;
}

/** Texts that a body is made from, as they stand in the request. */
export interface BodyTexts {
  readonly body: string;
  readonly graphqlQuery: string;
  readonly graphqlVariables: string;
}

/** What {@link planBody} gives. */
export interface PlannedBody {
  readonly plan: BodyPlan | null;
  /** What the person should know about it. */
  readonly notes: readonly string[];
}

const LANGUAGE_TYPES: Readonly<Record<string, string>> = {
  text: 'text/plain',
  json: 'application/json',
  javascript: 'application/javascript',
  html: 'text/html',
  xml: 'application/xml',
};

/** Plans the body. `boundary` separates the parts of form data; it must occur in none of them. */
export function planBody(
  content: HttpContent,
  texts: BodyTexts,
  resolve: (text: string) => string,
  boundary: string,
): PlannedBody {
  switch (content.bodyMode) {
    case 'none':
      return NO_BODY;
    case 'raw': {
      const text = resolve(texts.body);
      if (text === '') return NO_BODY;
      return {
        plan: { parts: [text], contentType: LANGUAGE_TYPES[content.bodyLanguage] ?? 'text/plain' },
        notes: [],
      };
    }
    case 'urlencoded': {
      const text = formText(content.urlencoded, resolve);
      return text === '' ? NO_BODY : { plan: { parts: [text], contentType: FORM_TYPE }, notes: [] };
    }
    case 'formdata': {
      const { parts, notes } = multipartParts(content.formdata, resolve, boundary);
      if (parts.length === 0) return { plan: null, notes };
      return { plan: { parts, contentType: `multipart/form-data; boundary=${boundary}` }, notes };
    }
    case 'file': {
      if (content.bodyFile === null)
        return { plan: null, notes: ['No file is chosen, so the request has no body.'] };
      const name = content.bodyFile;
      return {
        plan: { parts: [{ row: null, name }], contentType: fileType(name) },
        notes: [],
      };
    }
    case 'graphql': {
      const { text, notes } = graphqlBody(
        resolve(texts.graphqlQuery),
        resolve(texts.graphqlVariables),
        content.graphqlOperation,
      );
      return { plan: { parts: [text], contentType: 'application/json' }, notes };
    }
  }
}

const NO_BODY: PlannedBody = { plan: null, notes: [] };
const FORM_TYPE = 'application/x-www-form-urlencoded';

function formText(rows: readonly Row[], resolve: (text: string) => string): string {
  return rows
    .filter((row) => row.enabled && (row.key !== '' || rowText(row) !== ''))
    .map((row) => `${encodeFormPart(resolve(row.key))}=${encodeFormPart(resolve(rowText(row)))}`)
    .join('&');
}
