import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { CaseSignatures } from './case-signatures.js';
import type { CatalogueRules } from './catalogue-rules.js';
import { type Combination, chooseCombinations, takerOf } from './choose-combinations.js';
import type { PrincipalKeys } from './principal-keys.js';
import { type RelatedScratch, relatedProcedures, relatedScratch } from './related-procedures.js';

/** A core entry: principal, leading procedure (−1 none) and related ones, as ranks. */
export interface CoreEntry {
  readonly key: number;
  readonly lead: number;
  readonly related: readonly number[];
}

export interface CoreEntries {
  /** By principal, leading procedure, related procedures: code-point order of each. */
  readonly entries: readonly CoreEntry[];
  /** By signature: index of its entry; −1 none. */
  readonly entryOf: Int32Array;
  /** Cases a signature counts for: of all years, or of the last. */
  readonly measured: Float64Array;
  /** Cases that are needed, in the same measure. */
  readonly need: number;
}

/**
 * Sorts signatures into core entries at a threshold. Cells (principal × leading procedure) are walked from the longest
 * principal to the shortest; in each, combinations of related procedures stand first, then the leading procedure alone;
 * what stays goes on to the cell of the next shorter principal, if there is one.
 */
export function coreEntries(
  signatures: CaseSignatures,
  keys: PrincipalKeys,
  procedures: readonly string[],
  rules: Pick<CatalogueRules, 'thresholdBy' | 'relatedShare'>,
  threshold: number,
  yearCount: number,
): CoreEntries {
  const isMean = rules.thresholdBy === 'yearly_mean';
  const measured = isMean ? signatures.cases : signatures.lastCases;
  const need = isMean ? threshold * yearCount : threshold;
  const { table } = signatures;
  const cells = new CellList(procedures.length);
  for (let id = 0; id < table.count; id++) {
    const key = keys.ofDiagnosis[table.diagnosis[id]!]!;
    if (key >= 0) cells.add(key, table.lead[id]!, id);
  }
  const found: (CoreEntry & { readonly members: readonly number[] })[] = [];
  const scratch = relatedScratch(procedures.length);
  const order = keys.texts.map((_, key) => key);
  order.sort((a, b) => keys.texts[b]!.length - keys.texts[a]!.length || a - b);
  for (const key of order) {
    for (const lead of cells.leadsOf(key)) {
      const members = cells.members(key, lead);
      const { groups, left } = splitCell(signatures, measured, members, need, rules, scratch, procedures);
      for (const group of groups) found.push({ key, lead, ...group });
      const next = keys.shorter[key]!;
      if (next >= 0) for (const id of left) cells.add(next, lead, id);
    }
  }
  const numbersText = (related: readonly number[]) => related.map((rank) => procedures[rank]).join('+');
  found.sort(
    (a, b) => a.key - b.key || a.lead - b.lead || compareCodePoints(numbersText(a.related), numbersText(b.related)),
  );
  const entryOf = new Int32Array(table.count).fill(-1);
  found.forEach(({ members }, index) => {
    for (const id of members) entryOf[id] = index;
  });
  return { entries: found.map(({ key, lead, related }) => ({ key, lead, related })), entryOf, measured, need };
}

interface CellGroup {
  readonly related: readonly number[];
  readonly members: readonly number[];
}

/** The entries of one cell, and what none of them takes. */
function splitCell(
  signatures: CaseSignatures,
  measured: Float64Array,
  members: readonly number[],
  need: number,
  { relatedShare }: Pick<CatalogueRules, 'relatedShare'>,
  scratch: RelatedScratch,
  procedures: readonly string[],
): { readonly groups: readonly CellGroup[]; readonly left: readonly number[] } {
  const count = (ids: readonly number[]) => ids.reduce((sum, id) => sum + measured[id]!, 0);
  if (count(members) < need) return { groups: [], left: members };
  const related = relatedProcedures(signatures, measured, members, need, relatedShare, scratch);
  if (related.length === 0) return { groups: [{ related: [], members }], left: [] };
  const { starts, others } = signatures.table;
  const bitOf = new Map(related.map((rank, bit) => [rank, 1 << bit]));
  const setOf = (id: number): number => {
    let set = 0;
    for (let place = starts[id]!; place < starts[id + 1]!; place++) set |= bitOf.get(others[place]!) ?? 0;
    return set;
  };
  const bySet = new Map<number, number[]>();
  for (const id of members) {
    const set = setOf(id);
    const known = bySet.get(set);
    if (known === undefined) bySet.set(set, [id]);
    else known.push(id);
  }
  const ranksOf = (set: number) => related.filter((_, bit) => (set & (1 << bit)) !== 0);
  const textOf = (set: number) =>
    ranksOf(set)
      .map((rank) => procedures[rank])
      .join('+');
  const combinations: Combination[] = [...bySet]
    .filter(([set]) => set !== 0)
    .map(([set, ids]) => ({ set, cases: count(ids) }));
  const standing = chooseCombinations(combinations, need, (a, b) => compareCodePoints(textOf(a), textOf(b)));
  const taken = new Map<number, number[]>([0, ...standing].map((set) => [set, []]));
  for (const [set, ids] of bySet) taken.get(takerOf(standing, set))!.push(...ids);
  const plain = taken.get(0)!;
  const groups = standing.map((set) => ({ related: ranksOf(set), members: taken.get(set)! }));
  const standsAlone = count(plain) >= need;
  return {
    groups: standsAlone ? [...groups, { related: [], members: plain }] : groups,
    left: standsAlone ? [] : plain,
  };
}

/** Signatures by principal and leading procedure; more may join a cell that is not yet read. */
class CellList {
  private readonly cells = new Map<number, number[]>();
  private readonly leads: number[][] = [];

  constructor(private readonly procedureCount: number) {}

  add(key: number, lead: number, id: number): void {
    const number = this.numberOf(key, lead);
    const known = this.cells.get(number);
    if (known !== undefined) {
      known.push(id);
      return;
    }
    this.cells.set(number, [id]);
    const leads = this.leads[key];
    if (leads === undefined) this.leads[key] = [lead];
    else leads.push(lead);
  }

  leadsOf(key: number): readonly number[] {
    return this.leads[key] ?? [];
  }

  members(key: number, lead: number): readonly number[] {
    return this.cells.get(this.numberOf(key, lead)) ?? [];
  }

  private numberOf(key: number, lead: number): number {
    return key * (this.procedureCount + 1) + lead + 1;
  }
}
