import { type CaseTable, codesAt, textAt } from '../../src/cases/case-table.js';
import { formatDay } from '../../src/kernel/day.js';
import { formatYuan } from '../../src/kernel/money.js';

/** A case table as plain texts, column by column, for comparing. */
export function tableTexts(table: CaseTable): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, column] of Object.entries(table.columns)) {
    const textOf = (row: number): string => {
      switch (column.kind) {
        case 'money':
          return formatYuan(column.values[row]!);
        case 'integer':
          return column.values[row] === -1 ? '' : String(column.values[row]);
        case 'day':
          return formatDay(column.values[row]!);
        case 'dictionary':
          return column.values[column.codes[row]!]!;
        case 'text':
          return textAt(column, row);
        case 'codes':
          return codesAt(column, row).join('|');
      }
    };
    result[name] = Array.from({ length: table.caseCount }, (_, row) => textOf(row));
  }
  return result;
}
