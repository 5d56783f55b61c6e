import type { Finding } from '../../../kernel/finding.js';
import { overlapsPattern } from '../diagnosis-patterns.js';
import type { DiagnosisPattern, DipDocument, DipEntry } from '../dip-document.js';
import { EntryIndex } from './entry-index.js';
import { isEqualRank } from './static-order.js';
import { mayLead } from './unreachable-entries.js';

const MOST_NAMED = 8;

/**
 * Entries that take the same cases: an error where one repeats another; a note where both take some cases and nothing
 * but their numbers decides between them.
 */
export function equalRankFindings(document: DipDocument): Finding[] {
  const index = new EntryIndex(document);
  const findings: Finding[] = [];
  for (const entry of document.entries) {
    const earlier = new Set<DipEntry>();
    for (const pattern of entry.diagnoses) {
      for (const other of index.near(pattern)) {
        if (other.sequence >= entry.sequence || index.stepOf(other) !== index.stepOf(entry)) continue;
        if (isTie(document, index, other, entry, pattern)) earlier.add(other);
      }
    }
    const repeated = [...earlier].find((other) => isRepeat(other, entry));
    if (repeated !== undefined) findings.push(repeatFinding(entry, repeated));
    else if (earlier.size > 0) findings.push(tieFinding(entry, [...earlier]));
  }
  return findings;
}

function isTie(document: DipDocument, index: EntryIndex, a: DipEntry, b: DipEntry, pattern: DiagnosisPattern): boolean {
  if (a.condition !== undefined && b.condition !== undefined && a.condition !== b.condition) return false;
  if (!mayShareProcedures(document, index, a, b, pattern)) return false;
  const step = document.steps[index.stepOf(b)]!;
  return a.diagnoses.some((own) => overlapsPattern(own, pattern) && isEqualRank(a, b, step, [own, pattern]));
}

/** Whether some procedures may meet both entries. */
function mayShareProcedures(
  document: DipDocument,
  index: EntryIndex,
  a: DipEntry,
  b: DipEntry,
  pattern: DiagnosisPattern,
): boolean {
  const takesAny = ({ procedureUse }: DipEntry) =>
    procedureUse === 'any_case' ||
    procedureUse === 'anywhere' ||
    (procedureUse === 'without' && document.options.conservative_entries === 'any_case');
  if (takesAny(a) || takesAny(b) || !index.isSameView(a, b)) return true;
  const uses = [a.procedureUse, b.procedureUse];
  if (uses.includes('class')) {
    const kinds = [a, b].flatMap(({ procedureUse, kind }) =>
      procedureUse === 'class' ? [kind] : procedureUse === 'without' ? ['conservative'] : [],
    );
    return kinds.length < 2 || kinds[0] === kinds[1];
  }
  if (uses[0] !== uses[1]) return false;
  if (uses[0] === 'without' || document.options.main_procedure === 'any') return true;
  const leads = (code: string) => !index.asksExclusions(a) || mayLead(document, code, pattern);
  return a.main.some((code) => b.main.includes(code) && leads(code));
}

function isRepeat(a: DipEntry, b: DipEntry): boolean {
  const same = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((code) => y.includes(code));
  return (
    a.condition === b.condition &&
    a.procedureUse === b.procedureUse &&
    (a.procedureUse !== 'class' || a.kind === b.kind) &&
    a.diagnoses.length === b.diagnoses.length &&
    a.diagnoses.every((own) => b.diagnoses.some((other) => JSON.stringify(own) === JSON.stringify(other))) &&
    same(a.main, b.main) &&
    a.related.length === b.related.length &&
    a.related.every((part) => b.related.some((other) => same(part, other)))
  );
}

function repeatFinding(entry: DipEntry, other: DipEntry): Finding {
  return {
    code: 'entry_repeated',
    severity: 'error',
    path: `${entry.section} ${entry.code}`,
    zh: `病种 ${entry.code} 与 ${other.code} 的诊断、手术操作和条件完全相同。请删去其中一个。`,
    en: `entry ${entry.code} has the same diagnoses, procedures and condition as ${other.code}. Remove one of them.`,
  };
}

function tieFinding(entry: DipEntry, others: readonly DipEntry[]): Finding {
  const codes = others.map(({ code }) => code);
  const shown = codes.slice(0, MOST_NAMED);
  const rest = codes.length > shown.length ? ' …' : '';
  return {
    code: 'entry_equal_rank',
    severity: 'note',
    path: `${entry.section} ${entry.code}`,
    zh: `病种 ${entry.code} 与 ${shown.join('、')}${rest} 有共同的病例且匹配优先级相同，只由序号决定（序号小者先）。如不合意，请改动匹配顺序或病种条件。`,
    en: `entry ${entry.code} shares cases with ${shown.join(', ')}${rest} at equal rank; only the number decides, the lower first. If that is not meant, change the order of matching or the entries.`,
  };
}
