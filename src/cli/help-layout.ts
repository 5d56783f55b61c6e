import { displayWidth } from '../report/display-width.js';

/** A word of narrow signs, one wide sign, or blanks: what a line may break between. */
const PIECE = /[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]|[^\s\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]+|\s+/g;
/** No line begins with these. */
const CLOSING = /^[，。；：、）？！”》]/;

/** Text broken into lines of so many columns, between Han characters too: the parser breaks at blanks alone. */
export function wrapHelp(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((paragraph) => {
      const lines = [''];
      for (const piece of paragraph.match(PIECE) ?? []) {
        const line = lines.at(-1)!;
        const fits = displayWidth(line + piece.trimEnd()) <= width || CLOSING.test(piece) || line === '';
        if (fits) lines[lines.length - 1] = line + piece;
        else if (piece.trim() !== '') lines.push(piece);
      }
      return lines.map((line) => line.trimEnd());
    })
    .join('\n');
}

/** How help in Chinese is laid out, for the parser; loaded where help is shown, so that no other start waits for it. */
export const HELP_LAYOUT = { displayWidth, boxWrap: wrapHelp };
