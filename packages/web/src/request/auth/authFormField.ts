/** What forms of authorization are made of, and the parts that several of them have. */

/** One field of a form. */
export interface AuthFormField {
  /** As the collection format names it. */
  readonly name: string;
  readonly label: string;
  /** `long` is text of several lines, such as a key or JSON. */
  readonly kind: 'text' | 'secret' | 'long' | 'choice' | 'switch';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** What holds while nothing is filled in; of a choice the first option. */
  readonly initial?: string | boolean;
  /** What is used when the field stays empty, for people. */
  readonly placeholder?: string;
  /** Shown only while it matters. `get` gives the fields as they are. */
  readonly when?: (get: (name: string) => string) => boolean;
  /** Seldom needed: shown on request. */
  readonly isAdvanced?: boolean;
}

/** One form. */
export interface AuthForm {
  readonly fields: readonly AuthFormField[];
  /** What becomes of it, for people. */
  readonly note?: string;
}

/** Options of a choice. A text is its own label. */
export const choice = (...values: readonly (string | readonly [value: string, label: string])[]) =>
  values.map((value) =>
    typeof value === 'string' ? { value, label: value } : { value: value[0], label: value[1] },
  );

/** Where a credential goes. */
export const IN_HEADER = 'Sent in the header Authorization.';
/** When a signature is made. */
export const SIGNED = 'Each request is signed when it is sent.';
/** When a challenge is answered. */
export const ANSWERED = 'Sent when the server asks for it. It needs the agent.';

export const username: AuthFormField = { name: 'username', label: 'User name', kind: 'text' };
export const password: AuthFormField = { name: 'password', label: 'Password', kind: 'secret' };
/** Shows the server's 401 as it is. */
export const noRetry: AuthFormField = {
  name: 'disableRetryRequest',
  label: 'Do not answer the challenge',
  kind: 'switch',
  isAdvanced: true,
};
export const nonce: AuthFormField = {
  name: 'nonce',
  label: 'Nonce',
  kind: 'text',
  placeholder: 'a new one each time',
  isAdvanced: true,
};
export const timestamp: AuthFormField = {
  name: 'timestamp',
  label: 'Timestamp',
  kind: 'text',
  placeholder: 'the time of sending',
  isAdvanced: true,
};
