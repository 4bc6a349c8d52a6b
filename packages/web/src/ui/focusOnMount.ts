/** A `ref` for a field that people type into at once: it does not wait until its dialog has faded in. */
export const focusOnMount = (field: HTMLInputElement | null) =>
  field?.focus({ preventScroll: true });
