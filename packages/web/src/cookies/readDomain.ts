/** A host as a jar has it (lower case, punycode, no dot before it), out of a host or an address; null when it is none. */
export function readDomain(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/^\.+/, '');
  try {
    const host = new URL(`http://${bare}`).hostname.replaceAll(/^\[|\]$/g, '');
    return /^[\w.:-]+$/.test(host) ? host : null;
  } catch {
    return null;
  }
}
