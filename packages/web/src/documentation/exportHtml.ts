/** The documentation as one file that needs nothing: no script, no network, its style inside. */
import proseCss from '../editors/prose.css?inline';
import tokensCss from '../theme/tokens.css?inline';
import documentationCss from './documentation.css?inline';
import { documentationWords as words } from './words.ts';

const PAGE_CSS = `
*{box-sizing:border-box}
html{background:var(--sp-panel);color:var(--sp-text-1);font:var(--sp-weight) var(--sp-text-form)/var(--sp-lh-prose) var(--sp-font-ui)}
body{margin:0}
code,pre{font-family:var(--sp-font-mono)}
`;

/** What a reader without a script gets by the dark theme of the system. */
function darkCss(): string {
  const block = /\[data-mantine-color-scheme=['"]?dark['"]?\]\s*\{([^}]*)\}/.exec(tokensCss)?.[1];
  return block === undefined
    ? ''
    : `@media screen and (prefers-color-scheme:dark){:root{${block}}}`;
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Waits until everything below an element is drawn. */
function whenDrawn(root: Element): Promise<void> {
  const isDrawn = () =>
    !root.matches('[aria-busy="true"]') && !root.querySelector('[aria-busy="true"]');
  if (isDrawn()) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isDrawn()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(root, { subtree: true, childList: true, attributes: true });
  });
}

/**
 * Writes what a documentation page shows as a file. What is on the page has been sanitised; the file's own policy
 * refuses all the same every script, every request, and every style but its own.
 * @param page the element that holds contents and text
 */
export async function exportHtml(page: HTMLElement, title: string): Promise<string> {
  await whenDrawn(page);
  const copy = page.cloneNode(true) as HTMLElement;
  for (const element of copy.querySelectorAll('[data-page-only]')) element.remove();
  for (const link of copy.querySelectorAll('[aria-current]')) link.removeAttribute('aria-current');
  const css = PAGE_CSS + tokensCss + darkCss() + proseCss + documentationCss;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${await hashOf(css)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Scratchpad">
<title>${escapeText(title)}</title>
<style>${css}</style>
</head>
<body>
${copy.outerHTML}
<footer class="doc-footer">${words.generated}</footer>
</body>
</html>
`;
}
