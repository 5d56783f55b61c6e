import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { bandWord } from '../report/band-words.js';
import { leverWords } from '../report/lever-words.js';
import { PAYMENT_METHOD_WORDS } from '../report/payment-method-words.js';

/** Tables as a report shows them: changes of an attribution and states of cases by the names of what they are. */
export function withValueWords(tables: readonly ResultTable[]): ResultTable[] {
  return tables.map((table) =>
    table.schema.name === 'outlier_moves'
      ? withWords(withWords(table, 'baseline_state', wordsOfState), 'reform_state', wordsOfState)
      : withWords(table, 'lever', wordsOfLever),
  );
}

const wordsOfLever = (lever: string): Text => ({ zh: leverWords(lever, 'zh'), en: leverWords(lever, 'en') });

/** A band that pays, else the rule that does. */
function wordsOfState(state: string): Text {
  const band = /^band:(.*)$/.exec(state)?.[1];
  if (band !== undefined) return { zh: bandWord(band, 'zh'), en: `band ${bandWord(band, 'en')}` };
  const rules: Readonly<Record<string, Text>> = PAYMENT_METHOD_WORDS;
  return Object.hasOwn(rules, state) ? rules[state]! : { zh: state, en: state };
}

function withWords(table: ResultTable, name: string, wordOf: (value: string) => Text): ResultTable {
  const values = table.columns[name];
  if (values === undefined || values instanceof Float64Array) return table;
  const words = Object.fromEntries([...new Set(values)].map((value) => [value, wordOf(value)]));
  const columns = table.schema.columns.map((column) => (column.name === name ? { ...column, words } : column));
  return { ...table, schema: { ...table.schema, columns } };
}
