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

  get hasErrors(): boolean {
    return this.all.some((finding) => finding.severity === 'error');
  }
}

/** The first few of many, in the order given: "a, b, c … (17)". */
export function firstFew(items: readonly (string | number)[], most = 12): string {
  return items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} … (${items.length})`;
}
