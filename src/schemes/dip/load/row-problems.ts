import type { Finding } from '../../../kernel/finding.js';

/** Problems of rows, each with its place and remedy, so that a table is corrected in one go. */
export class RowProblems {
  readonly all: Finding[] = [];

  error(code: string, path: string, zh: string, en: string): void {
    this.all.push({ code, severity: 'error', path, zh, en });
  }

  warning(code: string, path: string, zh: string, en: string): void {
    this.all.push({ code, severity: 'warning', path, zh, en });
  }
}
