import { ALL_CHAPTERS } from '../indicators/grouping-quality/quality-schemas.js';
import type { Text } from '../kernel/errors.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { chapterNames } from '../schemes/chapter-names.js';
import { englishOf } from './english-of-data.js';

const COLUMN = 'mdc';
/** What tables write in the place of a chapter. */
const OTHERS: Readonly<Record<string, Text>> = {
  none: { zh: '不属于任何大类', en: 'in no category' },
  [ALL_CHAPTERS]: { zh: '合计', en: 'total' },
};

/**
 * Tables for people with the names of chapters beside their codes: B 神经系统疾病及功能障碍. Files keep the codes.
 * @param schemes  names or folders; of two that name a chapter otherwise, the first is heard
 * @throws scheme_not_found
 */
export function withChapterWords(tables: readonly ResultTable[], schemes: readonly string[]): ResultTable[] {
  if (!tables.some(({ columns }) => columns[COLUMN] !== undefined)) return [...tables];
  const words: Record<string, Text> = { ...OTHERS };
  for (const scheme of new Set(schemes)) {
    for (const [code, { zh, en }] of chapterNames(scheme)) {
      words[code] ??= { zh: `${code} ${zh}`, en: `${code} ${englishOf('chapters', zh) ?? en}` };
    }
  }
  return tables.map((table) => withWords(table, words));
}

function withWords(table: ResultTable, words: Readonly<Record<string, Text>>): ResultTable {
  const { schema } = table;
  const values = table.columns[COLUMN];
  if (values === undefined || values instanceof Float64Array) return table;
  const codes = [...new Set(values)].filter((code) => Object.hasOwn(words, code)).sort(compareCodePoints);
  const used = Object.fromEntries(codes.map((code) => [code, words[code]!]));
  const columns = schema.columns.map((column) => (column.name === COLUMN ? { ...column, words: used } : column));
  return { ...table, schema: { ...schema, columns } };
}
