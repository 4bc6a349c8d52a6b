import { version } from '../../package.json';

/** The version of the app. */
export const APP_VERSION: string = version;
