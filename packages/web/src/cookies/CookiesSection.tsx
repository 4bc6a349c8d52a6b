import { Button } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { accessToDomains } from '@scratchpad/core/run';
import type { WireCookie } from '@scratchpad/core/wire';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useServices } from '../app/services.ts';
import { showToast } from '../app/toasts.tsx';
import { applyCookies, keyOfCookie } from '../send/cookieJar.ts';
import { CookieDomain } from './CookieDomain.tsx';
import { CookieForm } from './CookieForm.tsx';
import { ScriptDomains } from './ScriptDomains.tsx';
import { useScriptDomains } from './scriptDomains.ts';
import { useCookies } from './useCookies.ts';
import { cookieWords as words } from './words.ts';
import form from '../pages/settings/form.module.css';
import styles from './cookies.module.css';

/** The cookie manager: what this device keeps, by domain, and which of it scripts may use. */
export function CookiesSection() {
  const { agent } = useServices();
  const hasAgent = useSyncExternalStore(agent.subscribe, () => agent.status === 'connected');
  const { cookies, error } = useCookies();
  const [allowed, setAllowed] = useScriptDomains();
  const [filter, setFilter] = useState('');
  const [isAdding, setAdding] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const shown = useMemo(() => filterCookies(cookies ?? [], filter), [cookies, filter]);

  const change = async (
    removed: readonly WireCookie[],
    changed: readonly WireCookie[],
  ): Promise<boolean> => {
    try {
      await applyCookies({ removed: [...removed], changed: [...changed] });
      return true;
    } catch (thrown) {
      showToast({ message: words.failed(errorMessage(thrown)), sticky: true });
      return false;
    }
  };
  const isDeleting = useRef(false);
  useEffect(() => {
    // The button that deleted went with its row, and the keyboard with it.
    if (isDeleting.current && document.activeElement === document.body) addButton.current?.focus();
    isDeleting.current = false;
  }, [cookies]);
  const remove = async (doomed: readonly WireCookie[]) => {
    isDeleting.current = true;
    if (!(await change(doomed, []))) return;
    showToast({
      message: words.deleted(doomed.length),
      action: { label: words.undo, onClick: () => void change([], doomed) },
    });
  };
  const endAdding = () => {
    setAdding(false);
    addButton.current?.focus();
  };
  if (error !== null) return <p role="alert">{words.failed(error)}</p>;
  if (cookies === null) return null;
  return (
    <>
      <section aria-labelledby="settings-cookies">
        <div className={form.head}>
          <div>
            <h3 id="settings-cookies">
              {words.title} <span className={form.local}>{words.local}</span>
            </h3>
            <p>{words.text}</p>
            {!hasAgent && <p className={form.warn}>{words.noAgent}</p>}
          </div>
        </div>
        <div className={styles.bar}>
          <input
            type="search"
            className="sp-input"
            aria-label={words.filter}
            placeholder={words.filterPlaceholder}
            value={filter}
            disabled={cookies.length === 0}
            onChange={(event) => setFilter(event.target.value)}
          />
          <span className={form.space} />
          <Button
            variant="default"
            size="xs"
            disabled={cookies.length === 0}
            onClick={() => void remove(cookies)}
          >
            {words.deleteAll}
          </Button>
          <Button ref={addButton} size="xs" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        </div>
        {isAdding && (
          <CookieForm
            cookie={null}
            onCancel={endAdding}
            onSave={(cookie) => {
              endAdding();
              setFilter('');
              void change([], [cookie]);
            }}
          />
        )}
        {shown.length === 0 && !isAdding && (
          <p className={styles.empty}>{cookies.length === 0 ? words.empty : words.noMatch}</p>
        )}
        {shown.map(([domain, own]) => (
          <CookieDomain
            key={domain}
            domain={domain}
            cookies={own}
            allowedBy={allowed.find((one) => accessToDomains([one])(domain)) ?? null}
            onAllow={(may) =>
              setAllowed(may ? [...allowed, domain] : allowed.filter((one) => one !== domain))
            }
            onReplace={(before, after) => void change([before], [after])}
            onDelete={(doomed) => void remove(doomed)}
          />
        ))}
      </section>
      <ScriptDomains domains={allowed} onChange={setAllowed} />
    </>
  );
}

/** By domain, both in alphabetical order. A domain that fits shows all of its cookies. */
function filterCookies(
  cookies: readonly WireCookie[],
  filter: string,
): readonly (readonly [string, readonly WireCookie[]])[] {
  const wanted = filter.trim().toLowerCase();
  const fitting = cookies.filter(
    ({ domain, name }) => domain.includes(wanted) || name.toLowerCase().includes(wanted),
  );
  return [...Map.groupBy(fitting, ({ domain }) => domain)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([domain, own]) => [
      domain,
      own.toSorted((a, b) => keyOfCookie(a).localeCompare(keyOfCookie(b))),
    ]);
}
