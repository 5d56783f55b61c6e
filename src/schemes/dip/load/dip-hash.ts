import { createHash } from 'node:crypto';
import { formatDecimal } from '../../../kernel/decimal.js';
import { compareCodePoints } from '../../../kernel/hash.js';
import type { DipDocument } from '../dip-document.js';
import { combinationText, patternText } from './parse-patterns.js';

/**
 * SHA-256 of what decides groups and of scores and mean costs. Names, titles, provenance and the order of rows are left
 * out; patterns of code files count by what they expand to.
 */
export function dipHash(document: Omit<DipDocument, 'hash'>): string {
  const hash = createHash('sha256');
  const line = (...parts: readonly (string | number)[]) => hash.update(`${parts.join('\t')}\n`);
  const codes = (label: string, list: Iterable<string>) => line(label, [...list].sort(compareCodePoints).join(' '));
  line('drgdip-dip/1', document.id);
  for (const [name, value] of Object.entries(document.options).sort(([a], [b]) => compareCodePoints(a, b)))
    line('option', name, value);
  codes('diagnoses', document.diagnoses);
  codes('procedures', document.procedures);
  codes('excluded diagnoses', document.excludedDiagnoses);
  codes(
    'excluded procedures',
    [...document.excludedProcedures].map(
      ([code, { rule, scope = [] }]) => `${code}:${rule}:${scope.map(patternText).sort(compareCodePoints).join('|')}`,
    ),
  );
  codes(
    'classes',
    [...document.procedureClasses].map(([code, kind]) => `${code}:${kind}`),
  );
  for (const [name, list] of sorted(document.diagnosisLists)) codes(`dx ${name}`, list.map(patternText));
  for (const [name, list] of sorted(document.procedureLists)) codes(`px ${name}`, list);
  for (const section of [...document.sections].sort((a, b) => compareCodePoints(a.id, b.id)))
    line('section', section.id, section.mdc, section.procedures);
  for (const step of document.steps) {
    codes('step', step.sections);
    line('matching', ...step.preferences);
    if (step.preferences.includes('kind_order'))
      line('kinds', ...step.kindOrder.map(({ tier, kind }) => `${tier} ${kind}`));
  }
  for (const entry of document.entries) {
    line(
      'entry',
      entry.code,
      entry.section,
      entry.sequence,
      entry.kind,
      entry.tier,
      entry.procedureUse,
      entry.diagnoses.map(patternText).sort(compareCodePoints).join('|'),
      combinationText([entry.main, ...entry.related].map((part) => [...part].sort(compareCodePoints))),
      entry.condition === undefined ? '' : document.conditions[entry.condition]!.text,
      entry.score === undefined ? '' : formatDecimal(entry.score),
      entry.meanCostFen ?? '',
    );
  }
  for (const row of document.primaryCare)
    line('primary care', row.sequence, row.diagnoses.map(patternText).join('|'), row.main.join('|'));
  return hash.digest('hex');
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => compareCodePoints(a, b));
}
