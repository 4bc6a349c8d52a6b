/**
 * The frames for foreign code: a collection's scripts and its visualizations. Whoever serves the web app sends these
 * headers with them. The origin is opaque by header and not by the `sandbox` attribute of the frame, because a service
 * worker that serves a frame offline keeps headers, and is not asked at all for a frame with the attribute.
 */

/** Where scripts run. */
export const SCRIPT_FRAME_PATH = '/script-frame.html';
/** Where a visualization is shown. */
export const VISUALIZER_FRAME_PATH = '/visualizer-frame.html';
/** The same, with pictures, styles and scripts of other servers, after the user allowed them. */
export const REMOTE_VISUALIZER_FRAME_PATH = '/visualizer-frame-remote.html';

const CONFINED = ['sandbox allow-scripts', "default-src 'none'"];
const CLOSED = ["connect-src 'none'", "form-action 'none'", "base-uri 'none'"];

const POLICIES = new Map([
  [
    SCRIPT_FRAME_PATH,
    // The worker is one of a `data:` URL: there, and not in one of a blob, `crypto.subtle` is.
    [...CONFINED, "script-src 'unsafe-inline' 'unsafe-eval'", 'worker-src data:', ...CLOSED],
  ],
  [
    VISUALIZER_FRAME_PATH,
    [
      ...CONFINED,
      "script-src 'unsafe-inline' 'unsafe-eval'",
      "style-src 'unsafe-inline'",
      'img-src data: blob:',
      'font-src data:',
      'media-src data: blob:',
      ...CLOSED,
    ],
  ],
  [
    REMOTE_VISUALIZER_FRAME_PATH,
    [
      ...CONFINED,
      "script-src 'unsafe-inline' 'unsafe-eval' https: http:",
      "style-src 'unsafe-inline' https: http:",
      'img-src data: blob: https: http:',
      'font-src data: https: http:',
      'media-src data: blob: https: http:',
      'connect-src https: http:',
      "form-action 'none'",
      "base-uri 'none'",
    ],
  ],
]);

/** The headers of a frame for foreign code, by its path; undefined for every other path. */
export function frameHeaders(path: string): Readonly<Record<string, string>> | undefined {
  const policy = POLICIES.get(path);
  return (
    policy && {
      'Content-Security-Policy': [...policy, "frame-ancestors 'self'"].join('; '),
      // What no policy covers: WebRTC, and connections made ahead of a request. Other browsers than Chromium do not know it yet.
      ...(path === REMOTE_VISUALIZER_FRAME_PATH ? {} : { 'Connection-Allowlist': '()' }),
      'X-Frame-Options': 'SAMEORIGIN',
      // A name to look up can carry what a template knows.
      'X-DNS-Prefetch-Control': 'off',
    }
  );
}
