import { spawn } from 'node:child_process';

/** Shows `url` in the user's browser, where there is one to show it: not in CI, not without a display. */
export function openBrowser(url: string): void {
  const command = process.env['CI'] ? null : commandFor(process.platform, process.env);
  if (command === null) return;
  const [file, ...args] = command;
  const child = spawn(file, [...args, url], { stdio: 'ignore', detached: true });
  // The address is printed as well, so a machine without such a command loses nothing.
  child.on('error', () => undefined);
  child.unref();
}

function commandFor(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return (env['DISPLAY'] ?? env['WAYLAND_DISPLAY']) === undefined ? null : ['xdg-open'];
}
