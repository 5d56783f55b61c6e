import type { GroupCatalogue } from '../../grouping/group-columns.js';
import { decimalToNumber } from '../../kernel/decimal.js';
import { bareCode } from '../../kernel/scheme-code.js';
import { sharedUint16 } from '../../kernel/shared-arrays.js';
import type { WeightTable } from '../../weighting/weight-table.js';
import type { BehaviourModel } from './behaviour-cases.js';
import { BEHAVIOUR_ERRORS } from './behaviour-errors.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { casesWhere, viewCases } from './case-view.js';
import { drawRows } from './draw-rows.js';

/**
 * Coding intensity (编码强度): a share of the cases whose ADRG has a heavier group of the next severity is coded into it.
 * Charges, diagnoses and days stay: the patient is the same. Works on groups, so that no codes are invented.
 * @source assumption: upcoding into groups with complications is documented, its share is the user's
 * @throws behaviour_without_steps where no ADRG has groups of different weight
 */
export const codeHeavier: BehaviourModel<BehaviourOf<'coding_intensity'>> = (cases, { share, where }, context) => {
  const { seed, stream, tally, catalogue, weights, name } = context;
  const { table, groups } = cases;
  const view = viewCases(table);
  const next = nextHeavier(catalogue, weights);
  if (next.every((group) => group < 0)) {
    throw BEHAVIOUR_ERRORS.behaviour_without_steps({ behaviour: name, scheme: catalogue.schemeId });
  }
  const isIn = casesWhere(cases, where, context);
  const isMeant = (row: number): boolean => isIn[row] === 1 && next[groups.group[row]!]! >= 0;
  const isDrawn = drawRows(table.caseCount, view.account, (row) => (isMeant(row) ? share : 0), seed, stream);
  const group = sharedUint16(table.caseCount);
  for (let row = 0; row < table.caseCount; row++) {
    const own = groups.group[row]!;
    group[row] = isDrawn[row] === 1 ? next[own]! : own;
    if (isDrawn[row] === 1) {
      tally.add('recoded', view.place(row), view.charges[row]!, { cases: 0, charges: 0, recorded: 0 });
    }
  }
  return { ...cases, groups: { ...groups, group } };
};

/**
 * The next heavier group of the same ADRG, -1 where there is none: groups that are their ADRG and one sign more, in the
 * order of their weights. A group without a weight takes no part.
 */
export function nextHeavier({ codes, adrgs }: GroupCatalogue, { rows }: WeightTable): Int32Array {
  const weightOf = new Map(rows.map(({ group, weight }) => [group, weight]));
  const steps = new Map<string, { group: number; weight: number }[]>();
  codes.forEach((code, group) => {
    const adrg = adrgs[group]!;
    const weight = weightOf.get(code);
    const [own, of] = [bareCode(code), bareCode(adrg)];
    if (adrg === '' || weight === undefined || own.length !== of.length + 1 || !own.startsWith(of)) return;
    steps.set(adrg, [...(steps.get(adrg) ?? []), { group, weight: decimalToNumber(weight) }]);
  });
  const next = new Int32Array(codes.length).fill(-1);
  for (const list of steps.values()) {
    list.sort((a, b) => a.weight - b.weight || a.group - b.group);
    list.forEach(({ group, weight }, i) => {
      const heavier = list.slice(i + 1).find((one) => one.weight > weight);
      if (heavier !== undefined) next[group] = heavier.group;
    });
  }
  return next;
}
