/** C0, DEL, C1, and the marks that reorder a line of text (U+202A–202E, U+2066–2069). */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
/** The same without the newline. */
const UNSEEN_IN_LINES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text out of someone's file as one line for a terminal: what would move the cursor, colour, ring or reorder the line
 * is shown as an escape (`\x1b`, `\u202e`), newlines included, and never sent raw.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/** The same for text of several lines of our own: newlines stay. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN_IN_LINES, escaped);
}

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}
