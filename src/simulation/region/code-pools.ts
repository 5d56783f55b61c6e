import { compareCodePoints } from '../../kernel/hash.js';
import type { SchemeDocument } from '../../schemes/scheme-document.js';
import { codePlainness } from './diagnosis-habits.js';
import {
  AGE_BANDS,
  type AgeBand,
  COMPANION_PROCEDURES,
  chronicWeights,
  complicationWeight,
} from './secondary-habits.js';
import { visitLists } from './solve-condition.js';

/** A list of codes with the weight each is drawn by. */
export interface CodePool {
  readonly codes: readonly string[];
  readonly weights: readonly number[];
}

/** Codes of a scheme by what they can do to a case. */
export interface CodePools {
  /** Diagnoses that some condition looks for beside the principal, or counts by body region: never thrown in freely. */
  readonly sensitiveDiagnoses: ReadonlySet<string>;
  /** Chronic companions of each age band: no CC, no MCC, looked for by nothing. */
  readonly chronic: Readonly<Record<AgeBand, CodePool>>;
  /** CC and MCC codes by how readily they occur, none of them sensitive. */
  readonly cc: CodePool;
  readonly mcc: CodePool;
  /** Procedures that no list and no validity knows: a medical stay with one stays medical. */
  readonly companionProcedures: CodePool;
  /** Valid procedures, for unrelated-procedure cases. */
  readonly validProcedures: readonly string[];
  /** Diagnoses that are principal in no chapter. */
  readonly neverPrincipal: readonly string[];
}

const COMPANIONS_A_FAMILY = 3;

/** Sorts a scheme's codes into the pools that cases are filled from. */
export function findCodePools(document: SchemeDocument): CodePools {
  const sensitiveDiagnoses = new Set<string>();
  const listedProcedures = new Set<string>();
  const principals = new Set<string>();
  const note = (word: string, codes: ReadonlySet<string>): void => {
    if (word === 'adx' || word === 'sdx') for (const code of codes) sensitiveDiagnoses.add(code);
    if (word.endsWith('px') && codes !== document.validProcedures) for (const code of codes) listedProcedures.add(code);
  };
  for (const chapter of document.chapters) {
    for (const code of chapter.diagnoses) principals.add(code);
    for (const code of chapter.regions.keys()) sensitiveDiagnoses.add(code);
    visitLists(chapter.when, { document, chapter, rule: undefined }, note);
    for (const rule of chapter.rules) {
      visitLists(rule.when, { document, chapter, rule }, note);
      for (const group of rule.groups) visitLists(group.when, { document, chapter, rule }, note);
      for (const list of rule.diagnosisLists.values()) for (const code of list) principals.add(code);
    }
  }
  const { mcc, cc } = document.severity;
  const isFree = (code: string): boolean => !sensitiveDiagnoses.has(code);
  const harmless = document.diagnoses.filter((code) => isFree(code) && !mcc.has(code) && !cc.has(code));
  const chronic = {} as Record<AgeBand, CodePool>;
  for (const band of AGE_BANDS) chronic[band] = chronicPool(harmless, chronicWeights[band]);
  return {
    sensitiveDiagnoses,
    chronic,
    cc: severityPool(cc, isFree),
    mcc: severityPool(mcc, isFree),
    companionProcedures: companionPool(document, listedProcedures),
    validProcedures: document.procedures.filter((code) => document.validProcedures.has(code)),
    neverPrincipal: document.diagnoses.filter((code) => !principals.has(code) && isFree(code)),
  };
}

/** For each category its plainest harmless codes, up to three, sharing the category's weight. */
function chronicPool(harmless: readonly string[], weights: ReadonlyMap<string, number>): CodePool {
  const byCategory = new Map<string, string[]>();
  for (const code of harmless) {
    const category = code.slice(0, 3);
    if (!weights.has(category)) continue;
    const list = byCategory.get(category) ?? [];
    list.push(code);
    byCategory.set(category, list);
  }
  const codes: string[] = [];
  const drawn: number[] = [];
  for (const [category, list] of byCategory) {
    const plainest = list.sort((a, b) => codePlainness(b) - codePlainness(a) || compareCodePoints(a, b)).slice(0, 3);
    plainest.forEach((code, order) => {
      codes.push(code);
      drawn.push((weights.get(category)! * [0.6, 0.25, 0.15][order]!) / (plainest.length === 1 ? 0.6 : 1));
    });
  }
  return { codes, weights: drawn };
}

function severityPool(table: ReadonlyMap<string, number>, isFree: (code: string) => boolean): CodePool {
  const codes = [...table.keys()].filter(isFree).sort(compareCodePoints);
  return { codes, weights: codes.map((code) => complicationWeight(code) * codePlainness(code)) };
}

function companionPool(document: SchemeDocument, listed: ReadonlySet<string>): CodePool {
  const codes: string[] = [];
  const weights: number[] = [];
  for (const [family, weight] of Object.entries(COMPANION_PROCEDURES)) {
    const members = document.procedures
      .filter((code) => code.startsWith(family) && !document.validProcedures.has(code) && !listed.has(code))
      .sort((a, b) => a.length - b.length || compareCodePoints(a, b))
      .slice(0, COMPANIONS_A_FAMILY);
    for (const code of members) {
      codes.push(code);
      weights.push(weight / members.length);
    }
  }
  return { codes, weights };
}
