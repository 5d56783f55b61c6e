import { needColumn, textAt } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';
import { firstVisitFrom, visitsByPatient } from './visits-by-patient.js';

/** 转嫁费用: visits of the same patient in the days before and after a stay, both ends counted in. */
export const costShifting = supervisionRule({
  key: 'cost_shifting',
  label: { zh: '转嫁费用（住院前后门诊）', en: 'costs shifted to visits around the stay' },
  needs: ['visits', { column: 'patient_key' }, { column: 'admit_date' }, { column: 'discharge_date' }],
  find: (facts, rule) => {
    const { visits, table } = facts;
    const byPatient = visitsByPatient(visits!, rule.kinds);
    const keys = needColumn(table, 'patient_key', 'text', 'monitor');
    const admit = needColumn(table, 'admit_date', 'day', 'monitor').values;
    const discharge = needColumn(table, 'discharge_date', 'day', 'monitor').values;
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      if (admit[row] === MISSING_DAY || discharge[row] === MISSING_DAY || keys.offsets[row] === keys.offsets[row + 1]) {
        continue;
      }
      judged++;
      const own = byPatient.get(textAt(keys, row)) ?? [];
      const hospital = facts.hospitals[facts.hospital[row]!]!;
      let amountFen = 0;
      let count = 0;
      for (let at = firstVisitFrom(own, visits!.day, admit[row]! - rule.days_before); at < own.length; at++) {
        const visit = own[at]!;
        const day = visits!.day[visit]!;
        if (day > discharge[row]! + rule.days_after) break;
        // A visit within the stay is another question.
        if (day > admit[row]! && day < discharge[row]!) continue;
        if (rule.hospital === 'same' && visits!.hospital[visit] !== hospital) continue;
        amountFen += visits!.amountFen[visit]!;
        count++;
      }
      if (count > 0) findings.push({ rule: 'cost_shifting', row, amountFen, value: count, limit: 0 });
    }
    return { findings, judged };
  },
});
