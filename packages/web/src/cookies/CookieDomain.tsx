import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { WireCookie } from '@scratchpad/core/wire';
import { useEffect, useId, useRef, useState } from 'react';
import { keyOfCookie } from '../send/cookieJar.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { CookieForm } from './CookieForm.tsx';
import { cookieFlags } from './cookieFlags.ts';
import { formatDate } from '../ui/formatDate.ts';
import { cookieWords as words } from './words.ts';
import form from '../pages/settings/form.module.css';
import styles from './cookies.module.css';

const COLUMNS = Object.values(words.columns);

/** The cookies of one domain. */
export function CookieDomain(props: {
  readonly domain: string;
  readonly cookies: readonly WireCookie[];
  /** The entry of the list by which scripts may use them; null when they may not. */
  readonly allowedBy: string | null;
  readonly onAllow: (allowed: boolean) => void;
  readonly onReplace: (before: WireCookie, after: WireCookie) => void;
  readonly onDelete: (cookies: readonly WireCookie[]) => void;
}) {
  const { domain, cookies, allowedBy } = props;
  const id = useId();
  const [edited, setEdited] = useState<string | null>(null);
  /** The row whose form was just closed takes the keyboard again. */
  const [left, setLeft] = useState<string | null>(null);
  const close = (at: WireCookie) => {
    setEdited(null);
    setLeft(keyOfCookie(at));
  };
  return (
    <section className={styles.domain} aria-labelledby={id}>
      <header>
        <h3 id={id}>{domain}</h3>
        <span className={styles.count}>{words.count(cookies.length)}</span>
        <span className={form.space} />
        <label className={styles.may}>
          <input
            type="checkbox"
            className="sp-check"
            aria-label={words.scriptsMayOf(domain)}
            checked={allowedBy !== null}
            disabled={allowedBy !== null && allowedBy !== domain}
            onChange={(event) => props.onAllow(event.target.checked)}
          />
          {allowedBy === null || allowedBy === domain
            ? words.scriptsMay
            : words.scriptsMayBy(allowedBy)}
        </label>
        <IconButton label={words.deleteDomain(domain)} onClick={() => props.onDelete(cookies)}>
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      <table aria-labelledby={id}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="sp-visually-hidden">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cookies.map((cookie) => {
            const key = keyOfCookie(cookie);
            return key === edited ? (
              <tr key={key}>
                <td colSpan={COLUMNS.length + 1} className={styles.editor}>
                  <CookieForm
                    cookie={cookie}
                    onCancel={() => close(cookie)}
                    onSave={(after) => {
                      close(after);
                      props.onReplace(cookie, after);
                    }}
                  />
                </td>
              </tr>
            ) : (
              <CookieRow
                key={key}
                cookie={cookie}
                takesFocus={key === left}
                onEdit={() => setEdited(key)}
                onDelete={() => props.onDelete([cookie])}
              />
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function CookieRow(props: {
  readonly cookie: WireCookie;
  readonly takesFocus: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) {
  const { cookie, takesFocus } = props;
  const edit = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) edit.current?.focus();
  }, [takesFocus]);
  return (
    <tr>
      <td className={styles.name}>{cookie.name}</td>
      <td title={cookie.value}>{cookie.value}</td>
      <td title={cookie.path}>{cookie.path}</td>
      <td>{cookie.expiresAt === null ? words.session : formatDate(cookie.expiresAt)}</td>
      <td>
        {[cookieFlags(cookie), !cookie.hostOnly && words.subdomains].filter(Boolean).join(', ')}
      </td>
      <td className={styles.actions}>
        <IconButton ref={edit} label={words.edit(cookie.name)} onClick={props.onEdit}>
          <IconPencil size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton label={words.delete(cookie.name)} onClick={props.onDelete}>
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}
