import type { Language } from '../../../kernel/errors.js';
import type { ResultTable } from '../../../kernel/result-table.js';
import { textColumn } from '../../../report/report-cell.js';

/**
 * Lists with a fault, each fault by its code and its name: "D02" alone says nothing to who has to look.
 * @param checks  the run's list of checks, with the names
 */
export function faultsInWords(lists: ResultTable, checks: ResultTable, language: Language): ResultTable {
  const names = textColumn(checks, language === 'zh' ? 'name_zh' : 'name_en');
  const nameOf = new Map(textColumn(checks, 'check').map((code, row) => [code, names[row]!]));
  const told = (code: string): string => `${code} ${nameOf.get(code) ?? ''}`.trim();
  const faults = textColumn(lists, 'faults').map((codes) =>
    codes
      .split('|')
      .filter(Boolean)
      .map(told)
      .join(language === 'zh' ? '；' : '; '),
  );
  return { ...lists, columns: { ...lists.columns, faults } };
}
