// Sets the theme before the first paint; the app takes over when it runs. Same key as src/theme/schemeManager.ts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('scratchpad.theme');
  } catch {
    // Storage is denied: follow the system.
  }
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
