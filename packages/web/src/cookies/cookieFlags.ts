import type { WireCookie } from '@scratchpad/core/wire';

/** The attributes of a cookie that say where it goes, as `Set-Cookie` writes them. */
export function cookieFlags({ secure, httpOnly, sameSite }: WireCookie): string {
  return [secure && 'Secure', httpOnly && 'HttpOnly', sameSite && `SameSite=${sameSite}`]
    .filter(Boolean)
    .join(', ');
}
