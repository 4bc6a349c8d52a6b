import type { ExampleContent, NodeId } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { useNodeContent, useText, useTree } from '../app/docHooks.ts';
import { formatJson } from '../editors/formatJson.ts';
import { formatStatus, statusTone } from '../response/format.ts';
import { readOriginalRequest } from '../response/originalRequest.ts';
import { getBlob } from '../storage/blobs.ts';
import { DocTable } from './DocTable.tsx';
import { DocCode } from './DocText.tsx';
import { documentationWords as words } from './words.ts';

/** The examples of a request, one below the other. */
export function DocExamples({ id }: { readonly id: NodeId }) {
  const { children } = useTree();
  return (children.get(id) ?? []).map((example) => <Example key={example} id={example} />);
}

function Example({ id }: { readonly id: NodeId }) {
  const content = useNodeContent(id);
  return content?.kind === 'example' ? <LiveExample content={content} /> : null;
}

function LiveExample({ content }: { readonly content: ExampleContent }) {
  const { method, url, body } = readOriginalRequest(content.originalRequest);
  return (
    <section className="doc-example" aria-label={`${words.example}: ${content.name}`}>
      <p className="doc-example-title">
        <strong>{content.name || words.example}</strong>
        {content.status !== null && (
          <span className="doc-status" data-tone={statusTone(content.status)}>
            {formatStatus(content.status, content.statusText)}
          </span>
        )}
      </p>
      {url !== '' && (
        <p className="doc-address">
          {words.exampleRequest}{' '}
          <code>
            {method} {url}
          </code>
        </p>
      )}
      {body !== '' && <DocCode label={words.body} text={readable(body)} />}
      <DocTable title={words.headers} rows={content.headers} />
      {content.bodyBlob === null ? (
        <TextBody content={content} />
      ) : (
        <BlobBody hash={content.bodyBlob} />
      )}
    </section>
  );
}

/** JSON with line breaks; anything else as it is. */
function readable(text: string): string {
  return /^\s*[[{]/.test(text) && !text.trim().includes('\n') ? (formatJson(text) ?? text) : text;
}

function TextBody({ content }: { readonly content: ExampleContent }) {
  const text = useText(content.id, 'body');
  return text === '' ? null : <DocCode label={words.exampleBody} text={readable(text)} />;
}

function BlobBody({ hash }: { readonly hash: string }) {
  const [text, setText] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const take = (found: string | undefined) => {
      if (!gone) setText(found ?? null);
    };
    getBlob(hash).then(take, () => take(undefined));
    return () => {
      gone = true;
    };
  }, [hash]);
  if (text === undefined) return <p aria-busy="true" />;
  if (text === null) return <p className="doc-note">{words.blobMissing}</p>;
  return <DocCode label={words.exampleBody} text={text} />;
}
