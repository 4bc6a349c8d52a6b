import type { WireCookie } from '@scratchpad/core/wire';
import { responseWords as words } from './words.ts';
import styles from './lists.module.css';

function flagsOf(cookie: WireCookie): string {
  const flags = [
    cookie.secure && 'Secure',
    cookie.httpOnly && 'HttpOnly',
    cookie.sameSite && `SameSite=${cookie.sameSite}`,
  ];
  return flags.filter(Boolean).join(', ');
}

/** Cookies that came with an answer. */
export function CookieList({
  cookies,
  hidden,
}: {
  readonly cookies: readonly WireCookie[];
  readonly hidden: boolean;
}) {
  if (cookies.length === 0)
    return <p className={styles.note}>{hidden ? words.cookiesBrowser : words.cookiesEmpty}</p>;
  const columns = words.cookieColumns;
  return (
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
            <td>
              {cookie.expiresAt === null
                ? words.session
                : new Date(cookie.expiresAt).toLocaleString()}
            </td>
            <td>{flagsOf(cookie)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
