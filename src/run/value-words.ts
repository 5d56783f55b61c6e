import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { leverWords } from '../report/lever-words.js';

/** Tables as a report shows them: the changes of an attribution by the names of what they change. */
export function withValueWords(tables: readonly ResultTable[]): ResultTable[] {
  return tables.map((table) => withWords(table, 'lever', (lever) => wordsOfLever(lever)));
}

const wordsOfLever = (lever: string): Text => ({ zh: leverWords(lever, 'zh'), en: leverWords(lever, 'en') });

function withWords(table: ResultTable, name: string, wordOf: (value: string) => Text): ResultTable {
  const values = table.columns[name];
  if (values === undefined || values instanceof Float64Array) return table;
  const words = Object.fromEntries([...new Set(values)].map((value) => [value, wordOf(value)]));
  const columns = table.schema.columns.map((column) => (column.name === name ? { ...column, words } : column));
  return { ...table, schema: { ...table.schema, columns } };
}
