import { type HttpContent, joinUrl, type NodeId, setUrl } from '@scratchpad/core';
import { useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { VariableField } from '../editors/VariableField.tsx';
import { fillFromCurl } from './fillFromCurl.ts';
import { requestWords as words } from './words.ts';
import styles from './requestLine.module.css';

/**
 * The URL with its parameters, in step with the tables both ways. While it has focus it shows what was typed, so that
 * half a parameter is not rewritten under the caret.
 */
export function UrlField(props: {
  readonly id: NodeId;
  readonly content: Pick<HttpContent, 'baseUrl' | 'params' | 'fragment'>;
  readonly onSend: () => void;
  readonly onCurl: (result: string | null) => void;
}) {
  const store = useDocStore();
  const { content } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const joined = joinUrl(content.baseUrl, content.params, content.fragment);
  return (
    <div data-part="url" className={styles.url}>
      <VariableField
        look="url"
        label={words.url}
        placeholder={words.urlHint}
        value={typed ?? joined}
        placeOffset={(place) => {
          if (place.kind !== 'field' || place.node !== props.id) return null;
          if (place.field === 'fragment') return joined.length - (content.fragment?.length ?? 0);
          return place.field === 'baseUrl' ? 0 : null;
        }}
        onFocus={() => setTyped(null)}
        onBlur={() => setTyped(null)}
        onChange={(value) => {
          setTyped(value);
          setUrl(store, props.id, value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          props.onSend();
        }}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain').trim();
          if (!/^(?:\$\s*)?curl(?:\.exe)?\s/i.test(text)) return;
          event.preventDefault();
          void fillFromCurl(store, props.id, text).then((problem) => {
            setTyped(null);
            props.onCurl(problem);
          });
        }}
      />
    </div>
  );
}
