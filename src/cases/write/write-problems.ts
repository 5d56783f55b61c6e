import type { Finding } from '../../kernel/finding.js';
import { csvLine } from './csv-line.js';
import { writeAside } from './write-aside.js';

/** Spreadsheets take UTF-8 for the local encoding without it; this file is for people. */
const BYTE_ORDER_MARK = '\ufeff';

/** Writes problems.csv: a line a problem of a table beside the cases, with its place (file:row:column). */
export function writeProblems(path: string, findings: readonly Finding[]): void {
  const lines = findings.map(({ severity, path: place, code, zh, en }) => csvLine([severity, place, code, zh, en]));
  const text = BYTE_ORDER_MARK + csvLine(['severity', 'place', 'code', 'zh', 'en']) + lines.join('');
  writeAside(path, (put) => put(new TextEncoder().encode(text)));
}
