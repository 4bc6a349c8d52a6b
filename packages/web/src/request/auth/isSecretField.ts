import { AUTH_FORMS } from './authForms.ts';

/** Whether a field of a type of authorization is shown as dots. */
export function isSecretField(type: string, name: string): boolean {
  return (
    AUTH_FORMS[type]?.fields.some((field) => field.name === name && field.kind === 'secret') ??
    false
  );
}
