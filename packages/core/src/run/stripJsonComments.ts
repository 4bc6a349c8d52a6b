/** The JSON without its comments, which the field lets people write into a body. Texts in quotes stay as they are. */
export function stripJsonComments(text: string): string {
  return text.replaceAll(
    /("(?:\\[^]|[^"\\])*(?:"|$))|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)/g,
    (_, quoted: string | undefined) => quoted ?? '',
  );
}
