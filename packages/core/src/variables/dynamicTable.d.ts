declare module 'postman-collection/lib/superstring/dynamic-variables.js' {
  const table: Readonly<Record<string, { readonly generator: () => unknown }>>;
  export default table;
}
