import { createHash } from 'node:crypto';
import { compareCodePoints } from '../../kernel/hash.js';
import type { SchemeDocument } from '../scheme-document.js';

/**
 * SHA-256 of what decides groups: codes, lists, conditions, order and options. Names, titles and provenance are left
 * out, and patterns count by what they expand to, so that a rewritten file that means the same keeps the hash.
 */
export function schemeHash(document: Omit<SchemeDocument, 'hash'>): string {
  const hash = createHash('sha256');
  const line = (...parts: readonly (string | number)[]) => hash.update(`${parts.join('\t')}\n`);
  const codes = (label: string, list: Iterable<string>) => line(label, [...list].sort(compareCodePoints).join(' '));
  const { options, severity } = document;
  line('drgdip-scheme/1', document.id, document.method);
  const { unrelated_procedure, code_match, missing, ...others } = options;
  line('options', unrelated_procedure, code_match, missing);
  for (const [name, value] of Object.entries(others)) line('option', name, value);
  if (document.refusal !== undefined) line('refusal', document.refusal.whenText);
  codes('diagnoses', document.diagnoses);
  codes('procedures', document.procedures);
  codes('valid', document.validProcedures);
  for (const [name, list] of document.namedLists) codes(`list ${name}`, list);
  for (const chapter of document.chapters) {
    line('chapter', chapter.mdc, chapter.whenText);
    codes('mdc', chapter.diagnoses);
    if (chapter.leftOut !== undefined) codes('left out', chapter.leftOut);
    codes(
      'regions',
      [...chapter.regions].map(([code, region]) => `${code}:${region}`),
    );
    for (const rule of chapter.rules) {
      line('rule', rule.adrg, rule.kind, rule.whenText);
      for (const [number, list] of rule.diagnosisLists) codes(`dx ${number}`, list);
      for (const [number, list] of rule.procedureLists) codes(`px ${number}`, list);
      for (const group of rule.groups) line('group', group.code, group.whenText);
    }
  }
  for (const [level, table] of [
    ['mcc', severity.mcc],
    ['cc', severity.cc],
  ] as const) {
    codes(
      level,
      [...table].map(([code, list]) => `${code}:${list}`),
    );
  }
  for (const [number, list] of [...severity.exclusions].sort(([a], [b]) => a - b)) codes(`exclusion ${number}`, list);
  return hash.digest('hex');
}
