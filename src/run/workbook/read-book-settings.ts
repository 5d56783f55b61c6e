import { gridCellText } from '../../cases/read/grid/grid-cell-text.js';
import type { GridCell, GridSheet } from '../../cases/read/grid/grid-sheet.js';

/** What a template states beside the sheet of cases. */
export interface BookSettings {
  readonly policy: string | undefined;
  readonly scheme: string | undefined;
  readonly weights: readonly { readonly group: string; readonly weight: string }[] | undefined;
}

/** Names of the template's sheets and of what stands in them; a workbook of the user's own may have them too. */
export const BOOK_WORDS = {
  about: { zh: '说明', en: 'About' },
  policy: { zh: '政策', en: 'policy' },
  scheme: { zh: '分组方案', en: 'scheme' },
  weights: { zh: '权重', en: 'Weights' },
  group: { zh: '病组', en: 'group' },
  weight: { zh: '权重', en: 'weight' },
} as const;

/** Policy and scheme from the sheet "说明" (a word, then its value), weights from the sheet "权重" (group, weight). */
export async function readBookSettings(sheets: readonly GridSheet[]): Promise<BookSettings> {
  const about = await rowsOf(sheets, BOOK_WORDS.about);
  const stated = (word: { readonly zh: string; readonly en: string }): string | undefined =>
    about.find(([name]) => isWord(name, word))?.[1] || undefined;
  const table = await rowsOf(sheets, BOOK_WORDS.weights);
  const heading = table.findIndex((row) => row.some((cell) => isWord(cell, BOOK_WORDS.group)));
  const groupPlace = table[heading]?.findIndex((cell) => isWord(cell, BOOK_WORDS.group)) ?? -1;
  const weightPlace = table[heading]?.findIndex((cell) => isWord(cell, BOOK_WORDS.weight)) ?? -1;
  const weights =
    weightPlace < 0
      ? []
      : table
          .slice(heading + 1)
          .map((row) => ({ group: row[groupPlace] ?? '', weight: row[weightPlace] ?? '' }))
          .filter(({ group, weight }) => group !== '' && weight !== '');
  return {
    policy: stated(BOOK_WORDS.policy),
    scheme: stated(BOOK_WORDS.scheme),
    weights: weights.length === 0 ? undefined : weights,
  };
}

async function rowsOf(
  sheets: readonly GridSheet[],
  name: { readonly zh: string; readonly en: string },
): Promise<string[][]> {
  const rows: string[][] = [];
  const sheet = sheets.find((one) => isWord(one.name, name));
  await sheet?.readRows(undefined, (_, cells) => {
    rows.push(Array.from(cells, (cell) => textOf(cell, sheet.isDate1904)));
    return true;
  });
  return rows;
}

function textOf(cell: GridCell, isDate1904: boolean): string {
  if (typeof cell === 'object' && cell.kind === 'covered') return '';
  const text = gridCellText(cell, 'text', { isDate1904, listSign: ' ' });
  return typeof text === 'string' ? text.trim() : '';
}

const isWord = (text: string | undefined, { zh, en }: { readonly zh: string; readonly en: string }): boolean =>
  text === zh || text?.toLowerCase() === en.toLowerCase();
