declare module 'postman-code-generators' {
  export interface GeneratorOption {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly type: 'boolean' | 'positiveInteger' | 'enum';
    readonly default: boolean | number | string;
    readonly availableOptions?: readonly string[];
  }
  interface GeneratorLanguage {
    readonly key: string;
    readonly label: string;
    readonly variants: readonly { readonly key: string }[];
  }
  const generators: {
    getLanguageList(): readonly GeneratorLanguage[];
    getOptions(
      language: string,
      variant: string,
      callback: (error: unknown, options?: readonly GeneratorOption[]) => void,
    ): void;
    convert(
      language: string,
      variant: string,
      request: object,
      options: Readonly<Record<string, unknown>>,
      callback: (error: unknown, snippet?: string) => void,
    ): void;
  };
  export default generators;
}

declare module 'postman-collection/lib/collection/request.js' {
  const request: { readonly Request: new (definition: object) => object };
  export default request;
}
