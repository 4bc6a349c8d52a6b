/** In the frame nothing runs and nothing is loaded: the page is shown as the bytes that came, and no more. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";

/** What would lead elsewhere. The policy refuses it, but for a frame the browser connects before it asks the policy. */
const LEADS_ELSEWHERE =
  'iframe, frame, frameset, object, embed, portal, fencedframe, base, link, script, meta[http-equiv="refresh" i]';

/** A foreign page as a document that can be shown in a sandboxed frame without telling anybody. */
export function toInertPage(html: string): string {
  // A parsed document has no window: nothing of it loads or runs.
  const page = new DOMParser().parseFromString(html, 'text/html');
  removeAll(page);
  const policy = page.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = POLICY;
  page.head.prepend(policy);
  // Without its doctype a page would be laid out in quirks mode.
  const doctype = page.compatMode === 'CSS1Compat' ? '<!doctype html>' : '';
  return doctype + page.documentElement.outerHTML;
}

/** Templates hold documents of their own, out of which a page may make shadow trees. */
function removeAll(root: Document | DocumentFragment): void {
  for (const element of root.querySelectorAll(LEADS_ELSEWHERE)) element.remove();
  for (const template of root.querySelectorAll('template')) removeAll(template.content);
}
