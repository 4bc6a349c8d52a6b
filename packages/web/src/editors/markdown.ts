/** Markdown to safe HTML. The parser and the sanitiser load when first used. */

/** Renders GitHub's Markdown. Pictures of the network keep their address in `data-blocked-src` unless they are allowed. */
export async function renderMarkdown(text: string, remoteImages: boolean): Promise<string> {
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
      'input',
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
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  for (const image of clean.querySelectorAll('img')) {
    const src = image.getAttribute('src') ?? '';
    if (!remoteImages && !src.startsWith('data:')) {
      const stand = document.createElement('span');
      stand.setAttribute('data-blocked-src', src);
      stand.textContent = image.getAttribute('alt') || src;
      image.replaceWith(stand);
    } else {
      image.setAttribute('referrerpolicy', 'no-referrer');
      image.setAttribute('loading', 'lazy');
    }
  }
  const holder = document.createElement('div');
  holder.append(clean);
  return holder.innerHTML;
}
