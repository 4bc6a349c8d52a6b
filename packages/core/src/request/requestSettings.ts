/** Request settings: the names of the collection format on one side, the sender's on the other. */
import type { JsonValue } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { SendSettingsInput } from '../wire/sendSettings.ts';

/** Settings of a request by their name in the collection format (`protocolProfileBehavior`). */
export type RequestSettings = Readonly<Record<string, JsonValue>>;

/** The settings this version honours, with what holds when a request says nothing. */
export const SETTING_DEFAULTS = {
  followRedirects: true,
  maxRedirects: 10,
  followOriginalHttpMethod: false,
  followAuthorizationHeader: false,
  removeRefererHeaderOnRedirect: false,
  strictSSL: true,
  disableCookies: false,
  disableUrlEncoding: false,
  disableBodyPruning: false,
  protocolVersion: 'auto',
  requestTimeout: 0,
} as const satisfies Record<string, JsonValue>;

/** A setting this version honours. */
export type SettingName = keyof typeof SETTING_DEFAULTS;

/** The value of a setting: the request's own when it is of the right type, else the default. */
export function readSetting<Name extends SettingName>(
  settings: RequestSettings,
  name: Name,
): Widen<(typeof SETTING_DEFAULTS)[Name]> {
  const value = settings[name];
  const fallback = SETTING_DEFAULTS[name];
  return (typeof value === typeof fallback ? value : fallback) as Widen<
    (typeof SETTING_DEFAULTS)[Name]
  >;
}

type Widen<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : T extends string
      ? string
      : T;

/** The names, in lower case, of the automatic headers a request has switched off (`disabledSystemHeaders`). */
export function readHeadersOff(settings: RequestSettings): readonly string[] {
  const off = settings['disabledSystemHeaders'];
  if (!isJsonObject(off)) return [];
  return Object.keys(off)
    .filter((name) => off[name] === true)
    .map((name) => name.toLowerCase());
}

const HTTP_VERSIONS = new Map([
  ['http1', '1.1'],
  ['http2', '2'],
] as const);

/** A response may be of any size the device can hold; what is shown at once is the page's decision. */
const MAX_BODY_BYTES = 1024 * 1024 * 1024;

/** The settings in the sender's words. */
export function toSendSettings(settings: RequestSettings): SendSettingsInput {
  const cookies = !readSetting(settings, 'disableCookies');
  const maxRedirects = readSetting(settings, 'maxRedirects');
  const timeoutMs = readSetting(settings, 'requestTimeout');
  return {
    verifyTls: readSetting(settings, 'strictSSL'),
    followRedirects: readSetting(settings, 'followRedirects'),
    maxRedirects: clampInt(maxRedirects, 0, 1000),
    keepMethodOnRedirect: readSetting(settings, 'followOriginalHttpMethod'),
    keepAuthOnRedirect: readSetting(settings, 'followAuthorizationHeader'),
    refererOnRedirect: !readSetting(settings, 'removeRefererHeaderOnRedirect'),
    sendCookies: cookies,
    storeCookies: cookies,
    timeoutMs: clampInt(timeoutMs, 0, 0x7fff_ffff),
    maxBodyBytes: MAX_BODY_BYTES,
    httpVersion:
      HTTP_VERSIONS.get(readSetting(settings, 'protocolVersion') as 'http1' | 'http2') ?? 'auto',
    encodeUrl: !readSetting(settings, 'disableUrlEncoding'),
  };
}

function clampInt(value: number, min: number, max: number): number {
  return Number.isFinite(value) ? Math.min(max, Math.max(min, Math.trunc(value))) : min;
}
