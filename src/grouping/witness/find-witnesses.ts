import { chapterClasses } from '../../schemes/check/chapter-classes.js';
import { rulePath } from '../../schemes/check/finding-text.js';
import { unreachableRules } from '../../schemes/check/unreachable-rules.js';
import type { AdrgRule, Chapter, DrgRule, SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import { caseFacts } from '../interpreter/case-facts.js';
import { interpretCase } from '../interpreter/interpret-case.js';
import { boundaryOf } from './boundary-case.js';
import { alternativesOf, type Demand, joined } from './condition-alternatives.js';
import { type CaseParts, caseMeeting, caseParts, firstCodes } from './witness-case.js';

/** A case that falls into a group, and one beside it that does not. */
export interface Witness {
  readonly group: string;
  /** Switches under which both are read; empty for the scheme's own. */
  readonly options: Partial<SchemeOptions>;
  readonly witness: CaseRecord;
  readonly boundary: CaseRecord;
  /** Where the case beside it falls. */
  readonly boundaryGroup: string;
}

/** Cases tried of each way into a group: a few of all ways first, then all pairs of first codes of each. */
const FEW = 200;
const MANY = 400_000;

/**
 * Looks for a witness of every group of a scheme, unrelated-procedure and fallback rows included: a case made from the
 * conditions that lead there, which the literal interpreter then puts there. The same scheme gives the same cases.
 * @returns the witnesses in the scheme's order, and the groups that the tables shut out or that no case tried reached
 */
export function findWitnesses(document: SchemeDocument): { witnesses: Witness[]; unreached: string[] } {
  const parts = caseParts(document);
  const shutOut = new Set(unreachableRules(chapterClasses(document)).map((finding) => finding.path));
  const witnesses: Witness[] = [];
  const unreached: string[] = [];
  for (const chapter of document.chapters) {
    for (const rule of chapter.rules) {
      for (const group of rule.groups) {
        const options: Partial<SchemeOptions> =
          rule.kind === 'unrelated' ? { unrelated_procedure: 'qy', [`unrelated_procedure.${chapter.mdc}`]: 'qy' } : {};
        const isShutOut = shutOut.has(rulePath(chapter, rule));
        const witness = isShutOut ? undefined : findWitness(parts, chapter, rule, group, options);
        if (witness === undefined) unreached.push(group.code);
        else witnesses.push({ group: group.code, options, witness, ...boundaryOf(parts, witness, options) });
      }
    }
  }
  return { witnesses, unreached };
}

function findWitness(
  parts: CaseParts,
  chapter: Chapter,
  rule: AdrgRule,
  group: DrgRule,
  options: Partial<SchemeOptions>,
): CaseRecord | undefined {
  const { document } = parts;
  const facts = caseFacts(document, NOBODY, { ...document.options, ...options });
  const scope = { chapter, rule };
  const ways = [chapter.when, rule.when, group.when]
    .map((node) => alternativesOf(node, facts, scope))
    .reduce(joined)
    // A way by an MCC leads to the group above where there is one.
    .sort((a, b) => Number(asksForMcc(a)) - Number(asksForMcc(b)));
  for (const most of [FEW, MANY]) {
    for (const demands of ways) {
      for (const record of casesOf(demands, chapter, parts, most)) {
        if (interpretCase(document, record, options).group === group.code) return record;
      }
    }
  }
  return undefined;
}

/** Conditions are read before there is a case. */
const NOBODY: CaseRecord = {
  case_id: '',
  sex: -1,
  age_years: -1,
  age_days: -1,
  birth_weight_g: -1,
  admission_weight_g: -1,
  los_days: -1,
  discharge_type: -1,
  dx: [],
  px: [],
};

const asksForMcc = (demands: readonly Demand[]) =>
  demands.some((demand) => demand.kind === 'severity' && demand.level === 'mcc');

/** Cases that meet the demands: along the diagonal of principals and first procedures, then all pairs. */
function* casesOf(demands: readonly Demand[], chapter: Chapter, parts: CaseParts, most: number): Generator<CaseRecord> {
  const { principals, procedures } = firstCodes(demands, chapter, parts);
  if (principals.length === 0 || procedures.length === 0) return;
  const diagonal = Math.max(principals.length, procedures.length);
  const pairs = principals.length * procedures.length;
  for (let turn = 0; turn < Math.min(most, diagonal + (most > FEW ? pairs : 0)); turn++) {
    const pair = turn - diagonal;
    const principal = principals[(pair < 0 ? turn : Math.floor(pair / procedures.length)) % principals.length]!;
    const procedure = procedures[(pair < 0 ? turn : pair) % procedures.length]!;
    const record = caseMeeting(demands, chapter, parts, { principal, procedure }, turn);
    if (record !== undefined) yield record;
  }
}
