import { needColumn } from '../../cases/case-table.js';
import { STATUS_GROUPED } from '../../grouping/group-columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { isAbove, isBelow } from '../monitor/rules/rule-parts.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** 挂床: a bed day that cost far less than one of its group. Groups' bed days are those of cases with both figures. */
export const bedHanging = supervisionRule({
  key: 'bed_hanging',
  label: { zh: '挂床住院（床日费用过低）', en: 'bed-hanging (bed days that cost little)' },
  needs: [{ column: 'total_cost' }, { column: 'los_days' }],
  find: (facts, rule) => {
    const { group, status } = facts.groups;
    const fen = new Float64Array(facts.catalogue.codes.length);
    const days = new Float64Array(fen.length);
    const isCounted = (row: number): boolean =>
      status[row] === STATUS_GROUPED && facts.cost[row]! >= 0 && facts.los[row]! > 0;
    for (let row = 0; row < facts.caseCount; row++) {
      if (!isCounted(row)) continue;
      fen[group[row]!]! += facts.cost[row]!;
      days[group[row]!]! += facts.los[row]!;
    }
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      if (!isCounted(row) || facts.los[row]! < rule.least_days) continue;
      judged++;
      const g = group[row]!;
      const ratio = (facts.cost[row]! * days[g]!) / (facts.los[row]! * fen[g]!);
      if (!isBelow(ratio, rule.daily_ratio)) continue;
      const limit = rule.daily_ratio.at;
      findings.push({ rule: 'bed_hanging', row, amountFen: facts.cost[row]!, value: ratio, limit });
    }
    return { findings, judged };
  },
});

/** 挂床 by charge lines: days between admission and discharge on which nothing was charged, reversals taken off. */
export const daysWithoutCharges = supervisionRule({
  key: 'days_without_charges',
  label: { zh: '挂床住院（多日无收费）', en: 'bed-hanging (days without charges)' },
  needs: ['item_days', { column: 'admit_date' }, { column: 'discharge_date' }],
  find: (facts, rule) => {
    const admit = needColumn(facts.table, 'admit_date', 'day', 'monitor').values;
    const discharge = needColumn(facts.table, 'discharge_date', 'day', 'monitor').values;
    const { items } = facts;
    const charged = new Map<number, Map<number, number>>();
    for (let line = 0; line < items!.count; line++) {
      const day = items!.day[line]!;
      if (day === MISSING_DAY) continue;
      const row = items!.row[line]!;
      const byDay = charged.get(row) ?? new Map<number, number>();
      byDay.set(day, (byDay.get(day) ?? 0) + items!.amountFen[line]!);
      charged.set(row, byDay);
    }
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (const [row, byDay] of [...charged].sort(([a], [b]) => a - b)) {
      const [from, until] = [admit[row]!, discharge[row]!];
      const all = Math.max(1, until - from);
      if (from === MISSING_DAY || until === MISSING_DAY || all < rule.least_days) continue;
      judged++;
      let idle = 0;
      for (let day = from; day < from + all; day++) if (!((byDay.get(day) ?? 0) > 0)) idle++;
      const share = idle / all;
      if (!isAbove(share, rule.share)) continue;
      const amountFen = facts.cost[row] ?? Number.NaN;
      findings.push({ rule: 'days_without_charges', row, amountFen, value: share, limit: rule.share.at });
    }
    return { findings, judged };
  },
});
