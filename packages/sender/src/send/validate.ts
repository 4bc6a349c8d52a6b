import { AppError, type HeaderList, type SendRequest } from '@scratchpad/core/wire';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Throws `AppError` with `INVALID_METHOD` or `INVALID_HEADER` for what cannot stand in HTTP. */
export function validateRequest({ method, headers }: SendRequest): void {
  if (!TOKEN.test(method)) {
    throw new AppError(
      'INVALID_METHOD',
      `"${method}" is not a method. A method is one word of letters, digits and signs like - or _.`,
    );
  }
  for (const header of headers) validateHeader(header);
}

function validateHeader([name, value]: HeaderList[number]): void {
  if (!TOKEN.test(name)) {
    throw new AppError(
      'INVALID_HEADER',
      `"${name}" is not a name of a header. Names have letters, digits and signs like - or _, and no space or colon.`,
    );
  }
  if (HEADER_VALUE.test(value)) return;
  throw new AppError(
    'INVALID_HEADER',
    `The value of the header "${name}" holds a line break or a character that HTTP headers cannot carry. ` +
      'Remove it, or encode the value (percent-encoding, base64).',
  );
}
