/** Stands in for Node's `path` in the page: all that the code generators use of it. */
export const sep = '/';
