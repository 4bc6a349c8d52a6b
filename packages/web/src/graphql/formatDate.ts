const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** When something was, in milliseconds since 1970, for people. */
export function formatDate(at: number): string {
  return FORMAT.format(at);
}
