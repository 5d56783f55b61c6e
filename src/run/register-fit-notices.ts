import { findColumn } from '../cases/case-table.js';
import { compareCodePoints } from '../kernel/compare-code-points.js';
import { formatCount } from '../report/format-number.js';
import type { Settlement } from '../settlement/settlement.js';
import type { Region } from './region-data.js';

const MOST_NAMED = 3;

type FitNotice = Pick<Settlement['notices'][number], 'zh' | 'en' | 'isUrgent'>;

/**
 * Hospitals of the year's cases that the register handed to the run lacks: they are paid by their own level and stand
 * under "not registered" in every table, which a reader of the tables would take for the hospitals' fault. Where none
 * of them is in it, one of the two files writes another kind of id, mostly names.
 */
export function registerFitNotices({
  year,
  register,
  inputs,
}: Pick<Region, 'year' | 'register' | 'inputs'>): FitNotice[] {
  const hospitals = findColumn(year, 'hospital_id', 'dictionary');
  if (hospitals === undefined || !inputs.some(({ role }) => role === 'register')) return [];
  const cases = new Float64Array(hospitals.values.length);
  for (let row = 0; row < year.caseCount; row++) cases[hospitals.codes[row]!]! += 1;
  let known = 0;
  let lostCases = 0;
  const lost: string[] = [];
  for (const [code, id] of hospitals.values.entries()) {
    if (cases[code] === 0 || id === '') continue;
    if (register.has(id)) known += 1;
    else {
      lost.push(id);
      lostCases += cases[code]!;
    }
  }
  if (lost.length === 0) return [];
  lost.sort(compareCodePoints);
  const names = new Set([...register.values()].map(({ name }) => name));
  const areNames = lost.some((id) => names.has(id));
  const [shown, there] = [lost, [...register.keys()].sort(compareCodePoints)].map((ids) => ids.slice(0, MOST_NAMED));
  const all = known + lost.length;
  return [
    {
      ...(known === 0 ? { isUrgent: true as const } : {}),
      zh: `病例中的 ${formatCount(all)} 家医疗机构有 ${formatCount(lost.length)} 家不在登记表中（${formatCount(lostCases)} 例），如“${shown!.join('”“')}”；登记表写的是“${there!.join('”“')}”等。这些机构按病例自带的等级支付，在各表列为“未登记”。${areNames ? '病例写的是机构名称，登记表写的是代码：' : ''}请让病例与登记表的医疗机构代码写法一致，或在登记表中补上这些机构。`,
      en: `Of ${formatCount(all)} hospitals of the cases the register lacks ${formatCount(lost.length)} (${formatCount(lostCases)} cases), such as "${shown!.join('", "')}"; it has "${there!.join('", "')}" and so on. They are paid by the level that their cases state and stand under "Not in the register" in every table. ${areNames ? 'The cases write names and the register writes ids: let' : 'Let'} both write the same id of a hospital, or add these hospitals to the register.`,
    },
  ];
}
