import { type Auth, errorMessage, type NodeId } from '@scratchpad/core';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useActiveEnvironment } from '../../app/activeEnvironment.ts';
import { useDocStore } from '../../app/docHooks.ts';
import { useServices } from '../../app/services.ts';
import { callbackUrl, hasState } from '../../oauth2/callback.ts';
import {
  chooseToken,
  deleteToken,
  listTokens,
  type StoredToken,
  tokenOf,
} from '../../oauth2/tokens.ts';
import { formatDate } from '../../ui/formatDate.ts';
import { oauth2Words as words } from '../../oauth2/words.ts';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import styles from './authPane.module.css';

/** A browser window that is waited for. */
interface Waiting {
  readonly url: string;
  readonly state: string;
  readonly isBlocked: boolean;
  readonly finish: (address: string) => void;
}

const BROWSER_GRANTS = /^(?:authorization_code|implicit)/;

/** The tokens of this device, which of them is used here, and the ways to get one. */
export function OAuth2Tokens({ id, auth }: { readonly id: NodeId; readonly auth: Auth }) {
  const store = useDocStore();
  const services = useServices();
  const { currentValues } = services;
  const [env] = useActiveEnvironment();
  const [isBusy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [error, setError] = useState<string | null>(null);
  const cancel = useRef<AbortController | null>(null);
  useSyncExternalStore(currentValues.subscribe, () => currentValues.of('oauth2-tokens'));
  useSyncExternalStore(currentValues.subscribe, () => currentValues.of('oauth2-choices'));
  const tokens = listTokens(currentValues);
  const token = tokenOf(currentValues, id);
  const fields = auth.params['oauth2'] ?? {};
  const context = { store, services, env };

  const run = async (work: (signal: AbortSignal) => Promise<void>) => {
    const controller = new AbortController();
    cancel.current = controller;
    setBusy(true);
    setError(null);
    try {
      await work(controller.signal);
    } catch (thrown) {
      if (!controller.signal.aborted) setError(errorMessage(thrown));
    } finally {
      setBusy(false);
      setWaiting(null);
    }
  };
  const get = () =>
    run(async (signal) => {
      const { fetchToken } = await import('../../oauth2/fetchToken.ts');
      await fetchToken(context, id, auth, {
        signal,
        onBrowser: (way) => new Promise((finish) => setWaiting({ ...way, finish })),
      });
    });
  const refresh = (old: StoredToken) =>
    run(async (signal) => {
      const { refreshToken } = await import('../../oauth2/fetchToken.ts');
      await refreshToken(context, id, auth, old, signal);
    });

  const grant = fields['grant_type'];
  const isBrowser = typeof grant !== 'string' || BROWSER_GRANTS.test(grant);
  const hasOwn = typeof fields['accessToken'] === 'string' && fields['accessToken'] !== '';
  return (
    <section className={styles.tokens} aria-label={words.token}>
      <PlainSelect
        bordered
        label={words.which}
        value={token?.id ?? ''}
        options={[
          { value: '', label: tokens.length > 0 ? words.none : words.noToken },
          ...tokens.map((one) => ({ value: one.id, label: `${one.name}, ${expiry(one)}` })),
        ]}
        onChange={(next) => chooseToken(currentValues, id, next === '' ? undefined : next)}
      />
      <div className={styles.buttons}>
        <button type="button" className="sp-button" disabled={isBusy} onClick={() => void get()}>
          {words.get}
        </button>
        {token && token.refreshToken !== '' && (
          <button
            type="button"
            className="sp-button"
            disabled={isBusy}
            onClick={() => void refresh(token)}
          >
            {words.refresh}
          </button>
        )}
        {token && (
          <button
            type="button"
            className="sp-button"
            onClick={() => deleteToken(currentValues, token.id)}
          >
            {words.remove}
          </button>
        )}
        {isBusy && (
          <button type="button" className="sp-button" onClick={() => cancel.current?.abort()}>
            {words.cancel}
          </button>
        )}
      </div>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {waiting && <WaitingForBrowser waiting={waiting} />}
      {hasOwn && <p className={styles.note}>{words.inDocument}</p>}
      {isBrowser && (
        <p className={styles.note}>
          {words.redirect} <code>{callbackUrl()}</code>
        </p>
      )}
      <p className={styles.note}>{words.onlyHere}</p>
    </section>
  );
}

function WaitingForBrowser({ waiting }: { readonly waiting: Waiting }) {
  const [isForeign, setForeign] = useState(false);
  return (
    <div className={styles.waiting} aria-live="polite">
      <p>
        {waiting.isBlocked ? words.blocked : words.waiting}{' '}
        {waiting.isBlocked && (
          <a href={waiting.url} target="_blank" rel="noreferrer">
            {waiting.url}
          </a>
        )}
      </p>
      <input
        type="text"
        className={styles.input}
        aria-label={words.pasted}
        aria-invalid={isForeign}
        placeholder={words.pasteHelp}
        onChange={({ target: { value } }) => {
          const isOurs = hasState(value.trim(), waiting.state);
          setForeign(value.trim() !== '' && !isOurs);
          if (isOurs) waiting.finish(value.trim());
        }}
      />
      {isForeign && <p className={styles.error}>{words.foreign}</p>}
    </div>
  );
}

function expiry({ expiresAt }: StoredToken): string {
  if (expiresAt === null) return words.never;
  const when = formatDate(expiresAt);
  return expiresAt > Date.now() ? words.expires(when) : words.expired(when);
}
