import type { Finding } from '../kernel/finding.js';

/** Gathers what a check finds, in both languages. */
export class FindingList {
  readonly findings: Finding[] = [];

  error(code: string, path: string, zh: string, en: string): void {
    this.findings.push({ code, severity: 'error', path, zh, en });
  }

  warning(code: string, path: string, zh: string, en: string): void {
    this.findings.push({ code, severity: 'warning', path, zh, en });
  }

  note(code: string, path: string, zh: string, en: string): void {
    this.findings.push({ code, severity: 'note', path, zh, en });
  }
}
