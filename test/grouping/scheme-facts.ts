import type { FormulaNode } from '../../src/kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../../src/schemes/scheme-document.js';

/** A rule with its lists as arrays, to draw from. */
export interface Target {
  readonly chapter: Chapter;
  readonly rule: AdrgRule;
  readonly chapterDiagnoses: readonly string[];
  readonly diagnosisLists: readonly (readonly string[])[];
  readonly procedureLists: readonly (readonly string[])[];
}

/** What the case generator draws from: everything is read from the scheme, so any scheme can be put under test. */
export interface SchemeFacts {
  readonly targets: readonly Target[];
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly validProcedures: readonly string[];
  readonly mcc: readonly string[];
  readonly cc: readonly string[];
  /** Principal → complications that it cancels. */
  readonly cancelled: ReadonlyMap<string, readonly string[]>;
  /** Members of the named lists. */
  readonly named: readonly string[];
  /** Each number's limits in the scheme's conditions, with one below and one above. */
  readonly edges: ReadonlyMap<string, readonly number[]>;
}

/** Edges every scheme is tried on, whether its conditions name them or not. */
const COMMON_EDGES: Readonly<Record<string, readonly number[]>> = {
  age_years: [0, 1, 5, 6, 7, 17, 18, 69, 70, 71],
  age_days: [0, 1, 27, 28, 29, 364, 365, 366],
  birth_weight_g: [0, 1, 1499, 1500, 2499, 2500],
  admission_weight_g: [0, 1, 999, 1000, 2499, 2500],
  los_days: [0, 1, 60, 61],
  discharge_type: [1, 2, 3, 4, 5, 9],
};

export function schemeFacts(document: SchemeDocument): SchemeFacts {
  const edges = new Map<string, Set<number>>();
  for (const [name, values] of Object.entries(COMMON_EDGES)) edges.set(name, new Set(values));
  const targets: Target[] = [];
  for (const chapter of document.chapters) {
    collectEdges(chapter.when, edges);
    const chapterDiagnoses = [...chapter.diagnoses];
    for (const rule of chapter.rules) {
      collectEdges(rule.when, edges);
      for (const group of rule.groups) collectEdges(group.when, edges);
      targets.push({
        chapter,
        rule,
        chapterDiagnoses,
        diagnosisLists: [...rule.diagnosisLists.values()].map((list) => [...list]),
        procedureLists: [...rule.procedureLists.values()].map((list) => [...list]),
      });
    }
  }
  const { mcc, cc } = document.severity;
  return {
    targets,
    diagnoses: document.diagnoses,
    procedures: document.procedures,
    validProcedures: [...document.validProcedures],
    mcc: [...mcc.keys()],
    cc: [...cc.keys()],
    cancelled: cancelledBy(document),
    named: [...document.namedLists.values()].flatMap((list) => [...list]),
    edges: new Map([...edges].map(([name, values]) => [name, [...values].filter((value) => value >= 0)])),
  };
}

function cancelledBy(document: SchemeDocument): Map<string, string[]> {
  const naming = new Map<number, string[]>();
  for (const table of [document.severity.mcc, document.severity.cc]) {
    for (const [code, list] of table) {
      const codes = naming.get(list) ?? [];
      codes.push(code);
      naming.set(list, codes);
    }
  }
  const found = new Map<string, string[]>();
  for (const [list, principals] of document.severity.exclusions) {
    const codes = naming.get(list);
    if (codes === undefined) continue;
    for (const principal of principals) found.set(principal, [...(found.get(principal) ?? []), ...codes.slice(0, 20)]);
  }
  return found;
}

function collectEdges(node: FormulaNode, edges: Map<string, Set<number>>): void {
  switch (node.kind) {
    case 'binary':
      collectEdges(node.left, edges);
      collectEdges(node.right, edges);
      addEdge(node.left, node.right, edges);
      addEdge(node.right, node.left, edges);
      return;
    case 'unary':
      collectEdges(node.operand, edges);
      return;
    case 'conditional':
      for (const child of [node.test, node.whenTrue, node.whenFalse]) collectEdges(child, edges);
      return;
    default:
  }
}

function addEdge(name: FormulaNode, limit: FormulaNode, edges: Map<string, Set<number>>): void {
  if (name.kind !== 'name' || limit.kind !== 'number') return;
  const found = edges.get(name.name);
  const value = limit.value.digits;
  for (const near of [value - 1, value, value + 1]) found?.add(near);
}
