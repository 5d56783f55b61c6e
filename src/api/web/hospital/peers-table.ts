import type { Language } from '../../../kernel/errors.js';
import type { ResultTable } from '../../../kernel/result-table.js';
import { textColumn } from '../../../report/report-cell.js';

/**
 * The figures of each hospital among those of its level with their names instead of their keys. What the run hides
 * because a level has fewer than five hospitals stays hidden: it is missing from the table itself.
 * @param indicators  the run's list of figures, with the names
 */
export function peersTable(peers: ResultTable, indicators: ResultTable, language: Language): ResultTable {
  const keys = textColumn(indicators, 'indicator');
  const names = textColumn(indicators, language === 'zh' ? 'name_zh' : 'name_en');
  const nameOf = new Map(keys.map((key, row) => [key, names[row]!]));
  const indicator = textColumn(peers, 'indicator').map((key) => nameOf.get(key) ?? key);
  return { ...peers, columns: { ...peers.columns, indicator } };
}
