import type { WireCookie } from '@scratchpad/core/wire';
import { openSettings } from '../app/openSettings.ts';
import { cookieFlags } from '../cookies/cookieFlags.ts';
import { cookieWords } from '../cookies/words.ts';
import { formatDate } from '../ui/formatDate.ts';
import { responseWords as words } from './words.ts';
import styles from './lists.module.css';

/** Cookies that came with an answer. */
export function CookieList({
  cookies,
  hidden,
}: {
  readonly cookies: readonly WireCookie[];
  readonly hidden: boolean;
}) {
  if (cookies.length === 0)
    return (
      <p className={styles.note}>
        {hidden ? words.cookiesBrowser : words.cookiesEmpty} <ManageCookies />
      </p>
    );
  const columns = words.cookieColumns;
  return (
    <>
      <table className={styles.table} data-wide aria-label={words.tabs.cookies}>
        <thead>
          <tr>
            {Object.values(columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cookies.map((cookie) => (
            <tr key={`${cookie.domain}${cookie.path}${cookie.name}`}>
              <td>{cookie.name}</td>
              <td>{cookie.value}</td>
              <td>{cookie.domain}</td>
              <td>{cookie.path}</td>
              <td>{cookie.expiresAt === null ? words.session : formatDate(cookie.expiresAt)}</td>
              <td>{cookieFlags(cookie)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        <ManageCookies />
      </p>
    </>
  );
}

function ManageCookies() {
  return (
    <button type="button" className={styles.link} onClick={() => openSettings('cookies')}>
      {cookieWords.manage}
    </button>
  );
}
