/** Packages without types that tests compare with. */
declare module 'postman-collection-transformer' {
  interface ConvertOptions {
    readonly inputVersion: string;
    readonly outputVersion: string;
    readonly retainIds?: boolean;
  }
  function convert(
    collection: unknown,
    options: ConvertOptions,
    callback: (error: unknown, result: unknown) => void,
  ): void;
}
