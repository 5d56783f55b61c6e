import type { Finding } from '../../../kernel/finding.js';
import { coversPattern, meetsPattern, overlapsPattern } from '../diagnosis-patterns.js';
import type { DiagnosisPattern, DipDocument, DipEntry } from '../dip-document.js';
import { EntryIndex } from './entry-index.js';
import { staticOrder } from './static-order.js';

/**
 * Entries that no case can reach: each of their diagnoses, with each of their main procedures, is taken by an earlier
 * step or by an entry of the same step that always goes before; or the procedure may not lead, or the diagnosis does not
 * group. By simple reasoning: what is not reported may still be unreachable.
 */
export function unreachableEntries(document: DipDocument): Finding[] {
  const index = new EntryIndex(document);
  const findings: Finding[] = [];
  for (const entry of document.entries) {
    if (entry.tier === 'fallback') continue;
    const before = new Set<string>();
    const reasons = { excludedDiagnosis: false, excludedProcedure: false };
    const mains: readonly (string | undefined)[] = entry.procedureUse === 'main' ? entry.main : [undefined];
    const isReached = entry.diagnoses.some((pattern) => {
      if (isExcludedWhole(document, pattern)) {
        reasons.excludedDiagnosis = true;
        return false;
      }
      return mains.some((main) => {
        if (main !== undefined && index.asksExclusions(entry) && !mayLead(document, main, pattern)) {
          reasons.excludedProcedure = true;
          return false;
        }
        const taker = index.near(pattern).find((other) => takesAll(document, index, other, entry, pattern, main));
        if (taker !== undefined) before.add(taker.code);
        return taker === undefined;
      });
    });
    if (!isReached) findings.push(findingOf(entry, [...before], reasons));
  }
  return findings;
}

function findingOf(
  entry: DipEntry,
  before: readonly string[],
  reasons: { readonly excludedDiagnosis: boolean; readonly excludedProcedure: boolean },
): Finding {
  const zh: string[] = [];
  const en: string[] = [];
  if (before.length > 0) {
    zh.push(`其病例总先归入 ${before.join('、')}`);
    en.push(`its cases always go to ${before.join(', ')} first`);
  }
  if (reasons.excludedProcedure) {
    zh.push('其主要手术操作不得作为主要手术');
    en.push('its main procedures may not lead a case');
  }
  if (reasons.excludedDiagnosis) {
    zh.push('其主要诊断不纳入分组');
    en.push('its principal diagnoses do not group');
  }
  return {
    code: 'entry_unreachable',
    severity: 'warning',
    path: `${entry.section} ${entry.code}`,
    zh: `病种 ${entry.code} 无病例可达：${zh.join('；')}。请检查匹配顺序或删去该病种。`,
    en: `entry ${entry.code} can be reached by no case: ${en.join('; ')}. Check the order of matching, or remove it.`,
  };
}

/** Whether every valid code that meets the pattern is excluded as a principal (and there is one). */
function isExcludedWhole(document: DipDocument, pattern: DiagnosisPattern): boolean {
  if (pattern.kind === 'every' || document.excludedDiagnoses.size === 0) return false;
  const met = codesFrom(document.diagnoses, pattern);
  return met.length > 0 && met.every((code) => document.excludedDiagnoses.has(code));
}

/** Valid codes that meet a pattern; the list is in code-point order. */
export function codesFrom(codes: readonly string[], pattern: Exclude<DiagnosisPattern, { kind: 'every' }>): string[] {
  const start = pattern.kind === 'prefix' ? pattern.text : pattern.from;
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codes[middle]! < start) low = middle + 1;
    else high = middle;
  }
  const met: string[] = [];
  for (let place = low; place < codes.length && meetsPattern(pattern, codes[place]!); place++) met.push(codes[place]!);
  return met;
}

/** Whether a procedure may lead some case whose principal meets the pattern. */
export function mayLead(document: DipDocument, code: string, pattern: DiagnosisPattern): boolean {
  const excluded = document.excludedProcedures.get(code);
  if (excluded === undefined) return true;
  return (
    excluded.rule === 'main_only_for_scope' &&
    (excluded.scope ?? []).some((allowed) => overlapsPattern(allowed, pattern))
  );
}

/** Whether `other` takes, before `entry`, every case of it by this pattern and main procedure. */
function takesAll(
  document: DipDocument,
  index: EntryIndex,
  other: DipEntry,
  entry: DipEntry,
  pattern: DiagnosisPattern,
  main: string | undefined,
): boolean {
  if (other === entry || other.tier === 'fallback') return false;
  if (other.tier === 'comprehensive' && entry.tier !== 'comprehensive') return false;
  if (other.condition !== undefined && other.condition !== entry.condition) return false;
  const [stepOfOther, stepOfEntry] = [index.stepOf(other), index.stepOf(entry)];
  if (stepOfOther > stepOfEntry) return false;
  if (!other.diagnoses.some((own) => coversPattern(own, pattern))) return false;
  if (!meetsProcedures(index, other, entry, main)) return false;
  return stepOfOther < stepOfEntry || goesBefore(document, stepOfEntry, other, entry, pattern);
}

function goesBefore(
  document: DipDocument,
  step: number,
  other: DipEntry,
  entry: DipEntry,
  pattern: DiagnosisPattern,
): boolean {
  for (const by of document.steps[step]!.preferences) {
    const order = staticOrder(by, other, entry, document.steps[step]!, pattern);
    if (order !== 0) return order < 0;
  }
  return false;
}

/** Whether procedures that meet `entry`, with this one leading, always meet `other`. */
function meetsProcedures(index: EntryIndex, other: DipEntry, entry: DipEntry, main: string | undefined): boolean {
  if (other.procedureUse === 'any_case') return true;
  if (other.procedureUse === 'anywhere') {
    const parts = main === undefined ? [entry.main, ...entry.related] : [[main], ...entry.related];
    return entry.main.length > 0 && canCover([other.main, ...other.related], parts);
  }
  if (other.procedureUse !== entry.procedureUse || !index.isSameView(other, entry)) return false;
  if (other.procedureUse === 'class') return other.kind === entry.kind;
  if (other.procedureUse === 'without') return true;
  return main !== undefined && other.main.includes(main) && canCover(other.related, entry.related);
}

/** Whether each part is sure to be met by a different one of the parts that are there. */
function canCover(parts: readonly (readonly string[])[], there: readonly (readonly string[])[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return true;
  return there.some(
    (given, place) =>
      given.every((code) => part.includes(code)) &&
      canCover(
        rest,
        there.filter((_, other) => other !== place),
      ),
  );
}
