import { formatDay, MISSING_DAY } from '../../kernel/day.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { formatFen } from '../../policy/format-value.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { BehaviourModel } from './behaviour-cases.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { dischargeDays, viewCases } from './case-view.js';
import { chooseDestinations } from './choose-destinations.js';
import { drawRows } from './draw-rows.js';
import { leavingDays } from './leaving-days.js';
import { moveCases } from './move-cases.js';
import { sharesInstead } from './referral-transfer.js';
import { keptRows, takeRows } from './take-rows.js';

const MOST_NAMED = 10;

/**
 * Hospitals leave the insurance (医疗机构退出医保): those named from a day on, or those whose monthly margin of charges
 * (pay before clearing − charges, ÷ charges) is strictly below a share for so many months in a row, from the month after
 * on; the check before leaving delays both. Of the cases discharged from that day on a share stays and pays everything
 * itself (private), a share is not treated (vanished), the rest moves with its bill as it is. A case that nobody takes
 * vanishes, and is told.
 * @source rules 11 M20 (that institutions leave and their cases move, turn private or disappear), M21 (check before
 *   leaving); the shares are the user's assumptions
 * @throws behaviour_unknown_hospital, column_missing (discharge_date)
 */
export const leaveInsurance: BehaviourModel<BehaviourOf<'hospitals_leaving'>> = (cases, parameters, context) => {
  const { destination, vanish, private: paysAll } = parameters;
  const { seed, stream, tally, register } = context;
  const { table } = cases;
  const view = viewCases(table);
  const days = dischargeDays(table);
  const leaving = leavingDays(cases, parameters, context);
  const isLeft = (row: number): boolean =>
    days[row] !== MISSING_DAY && days[row]! >= (leaving.get(view.hospital(row)) ?? Number.POSITIVE_INFINITY);
  const left = Uint8Array.from({ length: table.caseCount }, (_, row) => (isLeft(row) ? 1 : 0));
  const draw = (isMeant: (row: number) => boolean, share: number, of: number): Uint8Array =>
    drawRows(table.caseCount, view.account, (row) => (isMeant(row) ? share : 0), seed, of);
  const isPrivate = draw((row) => left[row] === 1, paysAll, stream);
  // Of those who do not pay themselves.
  const rest = paysAll === 1 ? 0 : Math.min(1, vanish / (1 - paysAll));
  const isGone = draw((row) => left[row] === 1 && isPrivate[row] === 0, rest, stream + 2);
  const moving = keptRows(table.caseCount, (row) => left[row] === 1 && isPrivate[row] === 0 && isGone[row] === 0);
  const { hospital, withoutDistance } = chooseDestinations(
    cases,
    moving,
    {
      destination,
      closed: new Set(leaving.keys()),
      levelOf: (row) => Number(levelClassOf(register, view.hospital(row))) || 1,
      isStrict: false,
    },
    context,
  );
  const moved = moveCases(table, hospital);
  const after = viewCases(moved);
  let homeless = 0;
  let privateRecorded = 0;
  for (let row = 0; row < table.caseCount; row++) {
    if (left[row] === 0) continue;
    const [charges, recorded] = [view.charges[row]!, view.recorded[row]!];
    const out = { cases: -1, charges: -charges, recorded: -recorded };
    if (hospital[row]! >= 0) {
      const place = { ...view.place(row), toHospital: after.hospital(row) };
      tally.add('moved', place, charges, { cases: 0, charges: 0, recorded: 0 });
    } else if (isPrivate[row] === 1) {
      tally.add('private', view.place(row), charges, out);
      if (!Number.isNaN(recorded)) privateRecorded += recorded;
    } else {
      tally.add('vanished', view.place(row), charges, out);
      if (isGone[row] === 0) homeless++;
    }
  }
  for (const [id, day] of leaving) tally.leaving.set(id, day);
  tally.notices.push(whoLeaves(leaving));
  if (privateRecorded > 0)
    tally.notices.push({
      zh: `自费留在退出机构的患者另需承担 ${formatFen(privateRecorded)} 元（原由基金记账）。`,
      en: `Patients who stay and pay themselves bear ${formatFen(privateRecorded)} yuan more, which the fund had been charged.`,
    });
  if (homeless > 0)
    tally.notices.push({
      zh: `有 ${homeless} 例没有其他机构收治同类病例，按未就医计。`,
      en: `${homeless} cases find no other hospital that treats such cases; they count as not treated.`,
    });
  if (withoutDistance > 0) tally.notices.push(sharesInstead(withoutDistance));
  const rows = keptRows(table.caseCount, (row) => left[row] === 0 || hospital[row]! >= 0);
  return takeRows({ ...cases, table: moved }, { rows: Uint32Array.from(rows), firstCopy: rows.length, suffixes: {} });
};

function whoLeaves(leaving: ReadonlyMap<string, number>): { readonly zh: string; readonly en: string } {
  if (leaving.size === 0) return { zh: '没有医疗机构退出。', en: 'No hospital leaves.' };
  const list = [...leaving].sort(([a], [b]) => compareCodePoints(a, b));
  const named = list.slice(0, MOST_NAMED).map(([hospital, day]) => `${hospital} ${formatDay(day)}`);
  const more = list.length > MOST_NAMED ? ' …' : '';
  return {
    zh: `退出的医疗机构 ${list.length} 家（机构与首日）：${named.join('；')}${more}`,
    en: `${list.length} hospitals leave (with the first day): ${named.join('; ')}${more}`,
  };
}
