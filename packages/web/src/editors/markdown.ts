/** Markdown to safe HTML. The parser and the sanitiser load when first used. */

/** Renders GitHub's Markdown. Pictures of the network keep their address in `data-blocked-src`; see `loadImages`. */
export async function renderMarkdown(text: string): Promise<string> {
  const [{ micromark }, { gfm, gfmHtml }, { default: purify }] = await Promise.all([
    import('micromark'),
    import('micromark-extension-gfm'),
    import('dompurify'),
  ]);
  const html = micromark(text, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const clean = purify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'button',
      'textarea',
      'select',
      'video',
      'audio',
      'source',
      'picture',
      'svg',
      'math',
    ],
    FORBID_ATTR: ['style', 'srcset', 'background', 'poster', 'class', 'id'],
  });
  for (const link of clean.querySelectorAll('a[href]')) {
    // The address was of a kind that is not let through (`javascript:`).
    if (link.getAttribute('href') === '') link.removeAttribute('href');
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  for (const image of clean.querySelectorAll('img')) {
    const src = image.getAttribute('src') ?? '';
    if (src.startsWith('data:')) continue;
    const stand = document.createElement('span');
    stand.setAttribute('data-blocked-src', src);
    stand.textContent = image.getAttribute('alt') || src;
    image.replaceWith(stand);
  }
  for (const input of clean.querySelectorAll('input')) {
    // The boxes of a task list are the one input that Markdown makes; they show, and change nothing.
    if (input.type === 'checkbox') input.disabled = true;
    else input.remove();
  }
  const holder = document.createElement('div');
  holder.append(clean);
  return holder.innerHTML;
}
