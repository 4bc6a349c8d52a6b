import { describe, expect, it } from 'vitest';
import { initialScripts } from './webChecks.ts';

describe('initialScripts', () => {
  it('names each script and preloaded module once, and neither styles nor inline scripts', () => {
    const html = `
      <script>inline()</script>
      <script type="module" crossorigin src="/assets/index-a1.js"></script>
      <link rel="modulepreload" crossorigin href="/assets/react-b2.js">
      <link rel="modulepreload" crossorigin href="./assets/react-b2.js">
      <link rel="stylesheet" crossorigin href="/assets/index-c3.css">`;
    expect(initialScripts(html)).toEqual(['assets/index-a1.js', 'assets/react-b2.js']);
  });
});
