/** Stands in for Node's `url` in the page, whose own `URL` is the same. */
export const URL = globalThis.URL;
