import { DRAFTS, type HttpContent, type NodeId } from '@scratchpad/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, memo, Suspense, useCallback, useState } from 'react';
import { z } from 'zod';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { collectionOf, useDocStore, useNodeContent } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { keepTab, pathOf } from '../app/tabs.ts';
import { showStepToast } from '../app/stepToast.ts';
import { showToast } from '../app/toasts.tsx';
import { usePersistedState } from '../app/uiState.ts';
import { ScopesContext } from '../editors/scopesContext.ts';
import { CollectionContext } from '../editors/variablePlace.ts';
import { ResponsePane } from '../response/ResponsePane.tsx';
import { fileNameFor, saveToFile } from '../response/saveToFile.ts';
import { headOf, responseHeader } from '../send/outcome.ts';
import { responses, useResponseState } from '../send/responseStore.ts';
import { useScopes } from '../send/scopes.ts';
import { sendHttp } from '../send/sendHttp.ts';
import { useSnippetState } from '../snippets/snippetState.ts';
import { RequestLine } from './RequestLine.tsx';
import { RequestTabs } from './RequestTabs.tsx';
import { type SplitLayout, SplitPane } from './SplitPane.tsx';
import { TitleRow } from './TitleRow.tsx';
import { requestWords as words } from './words.ts';
import styles from './requestPage.module.css';

/** Code stands beside a request that is at least so wide, and over it otherwise. */
const CODE_FROM_PX = 840;
/** Panes lie side by side by themselves from this width on, and only where each gets its least. */
const SIDE_FROM_PX = 1400;
const SIDE_LEAST_PX = 840;
const layoutSchema = z.enum(['stacked', 'side']).nullable();

const SocketPage = lazy(async () => ({
  default: (await import('../socket/SocketPage.tsx')).SocketPage,
}));

const SnippetPanel = lazy(async () => ({
  default: (await import('../snippets/SnippetPanel.tsx')).SnippetPanel,
}));

/** An answer does not depend on what is typed above it. */
const Answer = memo(ResponsePane);

/** A request: its parts above, its answer below or beside. */
export function RequestPage({ id }: { readonly id: NodeId }) {
  const { index } = useDocStore();
  const content = useNodeContent(id);
  const scopes = useScopes(id);
  return (
    <ScopesContext value={scopes}>
      <CollectionContext value={collectionOf(index, id)?.id ?? null}>
        {content?.kind === 'http' ? (
          <HttpPage id={id} content={content} />
        ) : content?.kind === 'ws' ? (
          <Suspense>
            <SocketPage id={id} content={content} />
          </Suspense>
        ) : (
          <p className={styles.gone}>{words.gone}</p>
        )}
      </CollectionContext>
    </ScopesContext>
  );
}

function HttpPage({ id, content }: { readonly id: NodeId; readonly content: HttpContent }) {
  const store = useDocStore();
  const services = useServices();
  const [env] = useActiveEnvironment();
  const { progress } = useResponseState(id);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [chosen, setChosen] = usePersistedState<SplitLayout | null>(
    'requestLayout',
    layoutSchema,
    null,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const { ref: page, width: pageWidth } = useElementSize<HTMLDivElement>();
  const { open: showsCode } = useSnippetState();
  const isCodeOver = showsCode && pageWidth < CODE_FROM_PX;
  const canSide = width >= SIDE_LEAST_PX;
  const layout: SplitLayout = !canSide
    ? 'stacked'
    : (chosen ?? (width >= SIDE_FROM_PX ? 'side' : 'stacked'));

  const send = useCallback(
    (acceptUnresolved = false) => sendHttp({ store, services, env }, id, { acceptUnresolved }),
    [store, services, env, id],
  );
  const sendNow = useCallback((accept?: boolean) => void send(accept), [send]);
  const sendAndDownload = async () => {
    await send();
    const { answer } = responses.of(id);
    if (!answer || !headOf(answer.outcome)) return;
    const type = responseHeader(answer.outcome, 'content-type') ?? '';
    saveToFile(
      answer.body,
      fileNameFor(
        answer.outcome.sent.url,
        type,
        responseHeader(answer.outcome, 'content-disposition'),
      ),
    );
  };
  useShortcuts({
    send: () => sendNow(),
    // A draft has its Save menu, which listens itself. For the rest the browser's own dialog would only mislead.
    save: () => {
      if (store.index.tree.places.get(id) === DRAFTS) return 'not-mine';
      showToast({ message: words.savedAlready });
    },
  });

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- typing anywhere in it keeps its tab
    <div
      ref={page}
      className={styles.page}
      onInput={() => keepTab(pathOf({ kind: 'request', id }))}
    >
      <TitleRow id={id} layout={layout} onLayout={canSide ? setChosen : null} />
      <div className={styles.body}>
        <div ref={ref} className={styles.main} inert={isCodeOver}>
          <RequestLine
            id={id}
            content={content}
            sending={progress !== null}
            onSend={() => sendNow()}
            onSendAndDownload={() => void sendAndDownload()}
            onCancel={() => responses.cancel(id)}
            onCurl={(failed) => {
              setProblem(failed);
              if (failed === null) showStepToast(store, words.curlRead);
            }}
          />
          {problem !== null && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          <SplitPane
            layout={layout}
            first={<RequestTabs id={id} content={content} />}
            second={<Answer id={id} onSend={sendNow} />}
          />
        </div>
        {showsCode && (
          <Suspense>
            <SnippetPanel id={id} isOver={isCodeOver} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
