const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** When something was or will be, in milliseconds since 1970, as the browser's language writes it: `Dec 1, 2026, 4:46 AM`. */
export function formatDate(at: number): string {
  return FORMAT.format(at);
}
