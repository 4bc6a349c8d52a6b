import type { BodyPlan, NodeId } from '@scratchpad/core';
import { readBodyFile } from './pickedFiles.ts';

/** Bodies of text up to this size are kept with the outcome, to be shown as sent. */
const SHOWN_BODY_BYTES = 64 * 1024;

/** Joins the pieces of a body; files stay where they are. @throws AppError `file-missing` */
export async function assembleBody(node: NodeId, plan: BodyPlan | null): Promise<Blob | null> {
  if (plan === null) return null;
  const parts: BlobPart[] = [];
  for (const part of plan.parts)
    parts.push(typeof part === 'string' ? part : await readBodyFile(node, part));
  return new Blob(parts);
}

/** The body as text, or null when there is none, it is large, or it is no UTF-8. */
export async function sentBodyText(body: Blob | null): Promise<string | null> {
  if (body === null || body.size > SHOWN_BODY_BYTES) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await body.arrayBuffer());
  } catch {
    return null;
  }
}
