import { localStorageColorSchemeManager } from '@mantine/core';

/** Keeps the chosen theme; `auto` follows the system. */
export const schemeManager = localStorageColorSchemeManager({ key: 'scratchpad.theme' });
