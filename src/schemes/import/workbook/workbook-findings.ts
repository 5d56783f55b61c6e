import type { Finding } from '../../../kernel/finding.js';

/** Findings of one workbook, each with sheet and row: `集合:1234`. */
export class WorkbookFindings {
  readonly all: Finding[] = [];

  error(code: string, place: string, zh: string, en: string): void {
    this.all.push({ code, severity: 'error', path: place, zh, en });
  }

  warning(code: string, place: string, zh: string, en: string): void {
    this.all.push({ code, severity: 'warning', path: place, zh, en });
  }

  note(code: string, place: string, zh: string, en: string): void {
    this.all.push({ code, severity: 'note', path: place, zh, en });
  }

  /** A cell that holds an error value, a formula without a stored result, or a date: nothing is read into it. */
  badCell(place: string, shown: string): void {
    this.error(
      'workbook_cell',
      place,
      `单元格的内容“${shown}”是错误值、没有结果的公式或日期。请填写文本。`,
      `a cell holds "${shown}": an error value, a formula without a result, or a date. Enter the text itself.`,
    );
  }
}

/** The first few of many, in the order given: "a, b, c … (17)". */
export function firstFew(items: readonly (string | number)[], most = 12): string {
  return items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} … (${items.length})`;
}
