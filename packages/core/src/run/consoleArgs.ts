import TeleportJS from 'teleport-javascript';

/** The arguments of a `console` call as they were, as far as they can be told: cycles, dates, maps and the like too. */
export function parseConsoleArgs(text: unknown): readonly unknown[] {
  try {
    const args: unknown = TeleportJS.parse(String(text));
    return Array.isArray(args) ? args : [args];
  } catch {
    // The page has no Buffer to make one of, and a script may have forged the text.
    return [String(text)];
  }
}
