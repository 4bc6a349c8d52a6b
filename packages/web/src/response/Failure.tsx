import { type NodeId, setSetting } from '@scratchpad/core';
import { useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore } from '../app/docHooks.ts';
import { VariableHoverCard } from '../editors/VariableCard.tsx';
import type { Anchor } from '../editors/CompletionList.tsx';
import { errorOf, type Outcome } from '../send/outcome.ts';
import { InlineNotice, NoticeButton } from './InlineNotice.tsx';
import { responseWords as words } from './words.ts';

/** Codes that the words about the address help with. */
const ABOUT_ADDRESS = new Set([
  'CONNECTION_REFUSED',
  'DNS_NOT_FOUND',
  'DNS_FAILED',
  'HOST_UNREACHABLE',
  'CONNECT_TIMEOUT',
  'CONNECT_FAILED',
  'INVALID_URL',
]);

/** Why a sending failed, in the agent's words, where its address came from, and what can be done. */
export function Failure(props: {
  readonly outcome: Outcome;
  readonly id: NodeId | null;
  readonly onSend?: () => void;
}) {
  const { outcome, id, onSend } = props;
  const store = useDocStore();
  const error = errorOf(outcome);
  if (!error) return null;
  // The first sentence says what happened and becomes the title.
  const [, title = error.message, rest = ''] = /^(.+?[.!])\s+([\s\S]+)$/.exec(error.message) ?? [];
  const origin = ABOUT_ADDRESS.has(error.code) ? outcome.urlOrigin : null;
  const isTls = error.code.startsWith('TLS_');
  return (
    <InlineNotice
      tone={error.code === 'CANCELLED' ? 'warn' : 'danger'}
      title={title.replace(/\.$/, '')}
      code={error.errno ?? (error.code === 'UNEXPECTED' ? null : error.code)}
      actions={
        id !== null && onSend ? (
          <>
            <NoticeButton onClick={onSend}>{words.sendAgain}</NoticeButton>
            {origin && <EditVariable name={origin.name} />}
            {isTls && (
              <NoticeButton
                onClick={() => {
                  setSetting(store, id, 'strictSSL', false);
                  onSend();
                }}
              >
                {words.turnOffTls}
              </NoticeButton>
            )}
          </>
        ) : undefined
      }
    >
      {rest}
      {origin && (
        <>
          {' '}
          {words.addressFrom}
          <span className="sp-var">{`{{${origin.name}}}`}</span>
          {origin.place === null ? words.addressUnknown : words.errorOrigin(origin.place)}
        </>
      )}
    </InlineNotice>
  );
}

/** Opens the card of a variable under its button. */
function EditVariable({ name }: { readonly name: string }) {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  return (
    <span
      ref={(element) => {
        if (element) element.dataset['anchor'] = name;
      }}
    >
      <NoticeButton
        onClick={() => {
          const rect = document
            .querySelector(`[data-anchor="${CSS.escape(name)}"]`)
            ?.getBoundingClientRect();
          if (rect) setAnchor({ left: rect.left, top: rect.bottom, lineHeight: rect.height });
        }}
      >
        {words.editVariable(name)}
      </NoticeButton>
      {anchor && (
        <VariableHoverCard
          name={name}
          anchor={anchor}
          onEnter={() => undefined}
          onLeave={() => undefined}
          onClose={() => setAnchor(null)}
        />
      )}
    </span>
  );
}

/** Names without a value hold the request back until a person decides. */
export function HeldNotice(props: {
  readonly names: readonly string[];
  readonly onAdd: () => void;
  readonly onSendAnyway: () => void;
}) {
  const store = useDocStore();
  const [env] = useActiveEnvironment();
  const place = (env !== null && store.index.env(env)?.name) || words.globals;
  return (
    <InlineNotice
      tone="warn"
      title={words.heldTitle(props.names)}
      actions={
        <>
          <NoticeButton onClick={props.onAdd}>{words.addTo(place)}</NoticeButton>
          <NoticeButton onClick={props.onSendAnyway}>{words.sendAnyway}</NoticeButton>
        </>
      }
    >
      {words.heldText(props.names)}
    </InlineNotice>
  );
}
