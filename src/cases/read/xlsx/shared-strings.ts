import { textOfItem } from './xml-text.js';

const ITEM_START = /<((?:[\w.-]+:)?)si(?:\s[^>]*)?(\/?)>/g;
/** A cell holds 32,767 signs; with escapes and formatting an item stays far below this. */
const LONGEST_ITEM = 1 << 24;

/**
 * The texts that cells refer to by number, from the part's XML in pieces.
 * @throws RangeError for an item that does not end
 */
export async function readSharedStrings(pieces: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    let used = 0;
    for (;;) {
      ITEM_START.lastIndex = used;
      const start = ITEM_START.exec(text);
      if (start === null) break;
      if (start[2] === '/') {
        strings.push('');
        used = ITEM_START.lastIndex;
        continue;
      }
      const closing = `</${start[1]}si>`;
      const end = text.indexOf(closing, ITEM_START.lastIndex);
      if (end < 0) {
        used = start.index;
        break;
      }
      strings.push(textOfItem(text.slice(ITEM_START.lastIndex, end)));
      used = end + closing.length;
    }
    text = text.slice(used);
    if (text.length > LONGEST_ITEM) throw new RangeError('sharedStrings: an item does not end');
  }
  return strings;
}
