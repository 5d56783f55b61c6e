import { loadWarnings } from '../../check/load-warnings.js';
import { UNGROUPED_NAME } from '../../compile/compile-groups.js';
import { END_TRUE } from '../../compile/condition-code.js';
import { packSections } from '../../compile/scheme-buffer.js';
import type { DipDocument } from '../dip-document.js';
import { layOutRuns } from './candidate-runs.js';
import { compileLists } from './compile-lists.js';
import { compilePrincipals, intervalOf } from './compile-principals.js';
import { compileMains, numberProcedures, scopesOf } from './compile-procedures.js';
import { type CompiledDip, compiledDipOf } from './compiled-dip.js';
import {
  CANDIDATE_SIZE,
  DIP_FORM,
  DIP_SIZES,
  type DipSections,
  type DipSizes,
  DYNAMIC_COST,
  diagnosisMark,
  FLAG_FIRST_SHIFT,
  FLAG_KIND_SHIFT,
  FLAG_RECORDED,
  FLAG_RELATED_SHIFT,
  FLAG_REMAINING,
  FLAG_SECOND_SHIFT,
  FLAG_TIER_SHIFT,
  KINDS,
  MARK_ALWAYS,
  procedureMark,
  RELATED_MASK,
  TIERS,
  USES,
} from './dip-sections.js';
import { classifyCodes, membershipWords } from './membership.js';
import { rankVariants, type Variant } from './rank-variants.js';
import { classifyTexts } from './text-classes.js';

/**
 * Turns a DIP catalogue into integer tables in one shared buffer. The same document gives the same bytes.
 *
 * The idea: principals that meet the same patterns form a class, whatever their number; so do procedures that the same
 * entries name as main. For each pair of classes that some entry has, its candidates lie ready in the order of
 * preference, so the first whose related parts and condition hold wins. Entries without a main procedure lie ready by
 * principal alone. What needs the case itself (matched procedures, cost) is compared only among candidates that are
 * equal up to there.
 */
export function compileDip(document: DipDocument): CompiledDip {
  const { entries } = document;
  if (entries.length >= 0xffff) throw new RangeError(`${document.id}: more than 65,534 entries`);
  const procedures = numberProcedures(document);
  const { scopes, scopeOf } = scopesOf(document);
  const principals = compilePrincipals(document, scopes);
  const mains = compileMains(document, procedures, scopeOf);

  const variants: Variant[] = [];
  const ofClass: number[][] = Array.from({ length: principals.classCount + 1 }, () => []);
  entries.forEach(({ diagnoses }, entry) => {
    const byLength = new Map<number, number>();
    const variantOf = (length: number): number => {
      let found = byLength.get(length);
      if (found === undefined) {
        found = variants.push({ entry, length }) - 1;
        byLength.set(length, found);
      }
      return found;
    };
    for (const [principal, length] of principals.classesOf[entry]!) ofClass[principal]!.push(variantOf(length));
    if (diagnoses.some(({ kind }) => kind === 'every')) ofClass.at(-1)!.push(variantOf(-1));
  });
  const { ranks, dynamics } = rankVariants(document, variants);
  const runs = layOutRuns({
    variants,
    ranks,
    ofClass,
    mainsOf: entries.map(({ procedureUse }, entry) => (procedureUse === 'main' ? mains.classesOf[entry]! : undefined)),
    mainClasses: mains.classCount,
  });

  const lists = compileLists(document, dynamics);
  const diagnoses = classifyTexts(lists.diagnoses.map(({ patterns }) => patterns.map(intervalOf)));
  const parts = classifyCodes(
    lists.parts.map((list) => list.map((code) => procedures.idOf.get(code)!)),
    procedures.codes.length,
  );
  const words = (count: number): number => Math.max(1, Math.ceil(count / 32));
  const diagnosisWords = words(lists.diagnoses.length);
  const procedureWords = words(lists.parts.length);
  const stepOf = new Map(document.steps.flatMap(({ sections }, step) => sections.map((id) => [id, step] as const)));
  const viewOf = new Map(
    document.sections.map(({ id, procedures: seen }) => [id, seen === 'recorded' ? FLAG_RECORDED : FLAG_REMAINING]),
  );

  const candidates = new Int32Array(variants.length * CANDIDATE_SIZE);
  variants.forEach(({ entry }, variant) => {
    const { section, procedureUse, kind, tier, related, condition } = entries[entry]!;
    if (related.length > RELATED_MASK) throw new RangeError(`${entries[entry]!.code}: more than 63 related parts`);
    const [first, second] = dynamics[stepOf.get(section)!]!;
    const flags =
      USES.indexOf(procedureUse) |
      (KINDS.indexOf(kind) << FLAG_KIND_SHIFT) |
      (TIERS.indexOf(tier) << FLAG_TIER_SHIFT) |
      viewOf.get(section)! |
      (related.length << FLAG_RELATED_SHIFT) |
      (first << FLAG_FIRST_SHIFT) |
      (second << FLAG_SECOND_SHIFT);
    const code = condition === undefined ? END_TRUE : lists.codeOf[condition]!;
    const marks =
      condition !== undefined && (lists.marksOf[condition]! & MARK_ALWAYS) === 0
        ? lists.marksOf[condition]!
        : procedureUse === 'anywhere'
          ? procedureMark(lists.partsOf[entry]![0]!)
          : MARK_ALWAYS;
    candidates.set(
      [...ranks[variant]!, entry + 1, flags, code, marks, lists.partStart[entry]!],
      variant * CANDIDATE_SIZE,
    );
  });
  const sizes: DipSizes = {
    principalClasses: principals.classCount,
    mainClasses: mains.classCount,
    scopes: scopes.length,
    diagnosisWords,
    procedureWords,
    pairShift: runs.shift,
  };
  const sections: DipSections = {
    sizes: Int32Array.from(DIP_SIZES, (name) => sizes[name]),
    principalBounds: lines(principals.bounds),
    principalClass: Uint16Array.from(principals.classOf),
    isExcluded: principals.isExcluded,
    inScope: principals.inScope,
    diagnosisBounds: lines(diagnoses.bounds),
    diagnosisClass: Uint16Array.from(diagnoses.classOf),
    diagnosisLists: membershipWords(diagnoses.listsOf, diagnosisWords),
    diagnosisMarks: marksOf(diagnoses.listsOf, diagnosisMark),
    procedureInfo: mains.info,
    procedureClass: parts.classOf,
    procedureLists: membershipWords(parts.listsOf, procedureWords),
    procedureMarks: marksOf(
      parts.listsOf.map((members) => members.filter((list) => lists.isAsked.has(list))),
      procedureMark,
    ),
    candidates,
    parts: Int32Array.from(lists.parted),
    meanCost: Float64Array.from([Number.NaN, ...entries.map(({ meanCostFen }) => meanCostFen ?? Number.NaN)]),
    runs: runs.runs,
    plainRuns: runs.plain,
    everyRuns: runs.every,
    pairs: runs.pairs,
    code: Int32Array.from(lists.code),
    texts: utf8(JSON.stringify(textsOf(document, dynamics))),
    diagnosisTexts: lines(document.diagnoses),
    procedureTexts: lines(procedures.codes),
  };
  return compiledDipOf(packSections({ ...sections }, DIP_FORM));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = (texts: readonly string[]): Uint8Array => utf8(texts.join('\n'));

function marksOf(listsOf: readonly (readonly number[])[], markOf: (list: number) => number): Uint32Array {
  return Uint32Array.from(listsOf, (members) => members.reduce((marks, list) => marks | markOf(list), 0));
}

function textsOf(document: DipDocument, dynamics: readonly (readonly [number, number])[]) {
  const { id, hash, options, entries, sections } = document;
  const mdcOf = new Map(sections.map((section) => [section.id, section.mdc]));
  const catalogue = {
    codes: ['0000', ...entries.map(({ code }) => code)],
    mdcs: ['', ...entries.map(({ section }) => mdcOf.get(section)!)],
    adrgs: ['', ...entries.map(() => '')],
    names: [UNGROUPED_NAME, ...entries.map(({ name }) => name)],
  };
  const columns = dynamics.flat().includes(DYNAMIC_COST) ? ['total_cost'] : [];
  const hasFallback = entries.some(({ tier }) => tier === 'fallback');
  return { id, hash, options, columns, catalogue, hasFallback, warnings: loadWarnings(document) };
}
