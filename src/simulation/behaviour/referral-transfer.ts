import { multiplyFen } from '../../kernel/money.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { BehaviourModel } from './behaviour-cases.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { casesWhere, viewCases } from './case-view.js';
import { chooseDestinations } from './choose-destinations.js';
import { drawRows } from './draw-rows.js';
import { factorOf } from './factor-of.js';
import { moveCases } from './move-cases.js';
import { scaleBills } from './scale-bills.js';
import { keptRows } from './take-rows.js';

/**
 * Transfer of referrals (转诊): a share of the cases of one level is treated at another level, at cost_factor × their
 * charges. A case that no hospital of that level takes stays where it is, and is told.
 * @source assumption: share and cost_factor are the user's; rules 11 M5 and M14 say why referrals move
 */
export const transferReferrals: BehaviourModel<BehaviourOf<'referral_transfer'>> = (cases, parameters, context) => {
  const { share, from_level: from, to_level: to, cost_factor: costFactor, destination, where } = parameters;
  const { seed, stream, tally, register } = context;
  const { table } = cases;
  const view = viewCases(table);
  const isIn = casesWhere(cases, where, context);
  const isMeant = (row: number): boolean =>
    isIn[row] === 1 && levelClassOf(register, view.hospital(row)) === String(from);
  const isDrawn = drawRows(table.caseCount, view.account, (row) => (isMeant(row) ? share : 0), seed, stream);
  const rows = keptRows(table.caseCount, (row) => isDrawn[row] === 1);
  const rule = { destination, closed: new Set<string>(), levelOf: () => to, isStrict: true };
  const { hospital, withoutDistance } = chooseDestinations(cases, rows, rule, context);
  const factor = factorOf(costFactor);
  const totals = Float64Array.from(view.charges, (charges, row) =>
    hospital[row]! < 0 || Number.isNaN(charges) ? charges : multiplyFen(charges, factor),
  );
  const moved = moveCases(scaleBills(table, view.charges, totals), hospital);
  const after = viewCases(moved);
  let stayed = 0;
  for (const row of rows) {
    if (hospital[row]! < 0) {
      stayed++;
      continue;
    }
    const place = { ...view.place(row), toHospital: after.hospital(row) };
    tally.add('moved', place, view.charges[row]!, {
      cases: 0,
      charges: totals[row]! - view.charges[row]!,
      recorded: after.recorded[row]! - view.recorded[row]!,
    });
  }
  if (stayed > 0)
    tally.notices.push({
      zh: `有 ${stayed} 例没有 ${to} 级医疗机构收治同类病例，留在原机构。`,
      en: `${stayed} cases stay: no hospital of level ${to} treats such cases.`,
    });
  if (withoutDistance > 0) tally.notices.push(sharesInstead(withoutDistance));
  return { ...cases, table: moved };
};

export const sharesInstead = (count: number) => ({
  zh: `有 ${count} 例的参保地没有距离，按各机构同类病例的份额转移。`,
  en: `For ${count} cases no distance is known from where they live; they go by each hospital’s share of such cases.`,
});
