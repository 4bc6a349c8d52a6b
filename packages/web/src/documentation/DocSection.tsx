import {
  describeAuth,
  type Auth,
  type CollectionContent,
  type FolderContent,
  type HttpContent,
  joinUrl,
  type NodeId,
  type WsContent,
} from '@scratchpad/core';
import { memo } from 'react';
import { useNodeContent, useText } from '../app/docHooks.ts';
import { openTab } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { DocExamples } from './DocExamples.tsx';
import { DocSample, type SampleWish } from './DocSample.tsx';
import { DocTable } from './DocTable.tsx';
import { DocCode, DocMarkdown } from './DocText.tsx';
import { anchorOf } from './entries.ts';
import { hideValues } from './hiddenValues.ts';
import { documentationWords as words } from './words.ts';

/** What the page tells of one collection, folder or request. Renders when that one changes. */
export const DocSection = memo(function DocSection(props: {
  readonly id: NodeId;
  readonly depth: number;
  /** How code is shown; null for none. */
  readonly wish: SampleWish | null;
}) {
  const { id, depth, wish } = props;
  const content = useNodeContent(id);
  const docs = useText(id, 'docs');
  if (!content || content.kind === 'example') return null;
  const isRequest = content.kind === 'http' || content.kind === 'ws';
  const Heading = `h${Math.min(depth + 1, 6)}` as 'h1';
  const name = content.name || appWords.untitled;
  return (
    <section id={anchorOf(id)} className="doc-section" data-kind={content.kind}>
      <div className="doc-head">
        <Heading className="doc-title">{name}</Heading>
        {isRequest && (
          <button
            type="button"
            data-page-only=""
            className="doc-button"
            aria-label={words.openRequest(name)}
            onClick={() => openTab({ kind: 'request', id }, { keep: true })}
          >
            {words.open}
          </button>
        )}
      </div>
      {isRequest && <Address content={content} />}
      {docs !== '' && <DocMarkdown text={docs} />}
      {'auth' in content && <DocAuth auth={content.auth} isGroup={!isRequest} />}
      {content.kind === 'http' ? (
        <HttpParts id={id} content={content} wish={wish} />
      ) : content.kind === 'ws' ? (
        <SocketParts content={content} />
      ) : (
        <GroupParts content={content} />
      )}
    </section>
  );
});

function Address({ content }: { readonly content: HttpContent | WsContent }) {
  const method = content.kind === 'ws' ? 'WS' : content.method.toUpperCase();
  const { params } = content.kind === 'http' ? hideValues(content) : content;
  return (
    <p className="doc-address">
      <span className="doc-method" data-method={method}>
        {method}
      </span>{' '}
      <code>
        <Variables text={joinUrl(content.baseUrl, params, content.fragment)} />
      </code>
    </p>
  );
}

/** A text with its variables marked. */
function Variables({ text }: { readonly text: string }) {
  return text.split(/(\{\{[^{}]*\}\})/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- parts have no identity but their place
      <span key={at} className="doc-variable">
        {part}
      </span>
    ),
  );
}

function DocAuth({ auth, isGroup }: { readonly auth: Auth; readonly isGroup: boolean }) {
  if (auth.type === 'inherit') return null;
  const { sentence, written } = describeAuth(auth);
  return (
    <p className="doc-auth">
      <strong>{words.authorization}.</strong> {sentence}{' '}
      {written !== null && (
        <code>
          <Variables text={written} />
        </code>
      )}{' '}
      {isGroup && auth.type !== 'noauth' && words.below}
    </p>
  );
}

function GroupParts({ content }: { readonly content: CollectionContent | FolderContent }) {
  return content.kind === 'collection' ? (
    <DocTable title={words.variables} rows={content.variables} valueTitle={words.initialValue} />
  ) : null;
}

function HttpParts(props: {
  readonly id: NodeId;
  readonly content: HttpContent;
  readonly wish: SampleWish | null;
}) {
  const { id, content, wish } = props;
  return (
    <>
      <DocTable title={words.pathVariables} rows={content.pathVariables} />
      <DocTable title={words.params} rows={content.params} />
      <DocTable title={words.headers} rows={content.headers} />
      <DocBody id={id} content={content} />
      {wish && <DocSample id={id} content={content} wish={wish} />}
      <DocExamples id={id} />
    </>
  );
}

function DocBody({ id, content }: { readonly id: NodeId; readonly content: HttpContent }) {
  switch (content.bodyMode) {
    case 'none':
      return null;
    case 'urlencoded':
      return <DocTable title={words.body} rows={content.urlencoded} />;
    case 'formdata':
      return <DocTable title={words.body} rows={content.formdata} />;
    case 'file':
      return <p className="doc-note">{words.binary(content.bodyFile ?? '')}</p>;
    case 'raw':
      return <TextOf id={id} name="body" label={words.body} />;
    case 'graphql':
      return (
        <>
          <TextOf id={id} name="graphqlQuery" label={words.body} />
          <TextOf id={id} name="graphqlVariables" label={words.graphqlVariables} />
        </>
      );
  }
}

function TextOf(props: {
  readonly id: NodeId;
  readonly name: 'body' | 'graphqlQuery' | 'graphqlVariables';
  readonly label: string;
}) {
  const text = useText(props.id, props.name);
  return text === '' ? null : <DocCode label={props.label} text={text} />;
}

function SocketParts({ content }: { readonly content: WsContent }) {
  return (
    <>
      <DocTable title={words.pathVariables} rows={content.pathVariables} />
      <DocTable title={words.params} rows={content.params} />
      <DocTable title={words.headers} rows={content.headers} />
      <DocTable title={words.subprotocols} rows={content.subprotocols} />
      <DocTable title={words.messages} rows={content.messages} />
    </>
  );
}
