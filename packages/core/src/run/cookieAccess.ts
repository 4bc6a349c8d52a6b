/** Which cookies scripts may use by `pm.cookies.jar()`: those of domains that a person allowed. */

/** Whether scripts may read and change the cookies of a domain. */
export type CookieAccess = (domain: string) => boolean;

/** Access to domains of a list and to what lies below them. */
export function accessToDomains(allowed: readonly string[]): CookieAccess {
  return (domain) => allowed.some((one) => domain === one || domain.endsWith(`.${one}`));
}

/**
 * Checks one call of a script's jar, a method of tough-cookie's `Store`, before it is made.
 * @throws Error in the words that scripts of the field know
 */
export function checkCookieAccess(
  isAllowed: CookieAccess,
  method: string,
  args: readonly unknown[],
): void {
  const domain = domainOf(method, args);
  if (domain !== null && isAllowed(domain.toLowerCase())) return;
  throw new Error(
    `CookieStore: programmatic access to ${domain === null ? 'the cookies of all domains' : `"${domain}"`} is denied. ` +
      'Domains that scripts may use are listed in the settings, under Cookies.',
  );
}

/** The domain that a call is about; null when it is about all of them. */
function domainOf(method: string, [first, second]: readonly unknown[]): string | null {
  switch (method) {
    case 'findCookie':
    case 'findCookies':
    case 'removeCookie':
    case 'removeCookies':
      return typeof first === 'string' ? first : null;
    case 'putCookie':
      return domainOfCookie(first);
    case 'updateCookie':
      // What is written is the new one.
      return domainOfCookie(second);
    default:
      return null;
  }
}

function domainOfCookie(cookie: unknown): string | null {
  const domain = (cookie as { readonly domain?: unknown } | null | undefined)?.domain;
  return typeof domain === 'string' ? domain : null;
}
