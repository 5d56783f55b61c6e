import { needColumn, textAt } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { isAbove } from '../monitor/rules/rule-parts.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';
import { firstVisitFrom, visitsByPatient } from './visits-by-patient.js';

/** 就诊路径异常: visits at several hospitals in the days before a stay, the first and the day of admission counted in. */
export const visitPath = supervisionRule({
  key: 'visit_path',
  label: { zh: '就诊路径异常（住院前多院就诊）', en: 'abnormal path of visits before a stay' },
  needs: ['visits', { column: 'patient_key' }, { column: 'admit_date' }],
  find: (facts, rule) => {
    const { table } = facts;
    const visits = facts.visits!;
    const byPatient = visitsByPatient(visits, rule.kinds);
    const keys = needColumn(table, 'patient_key', 'text', 'monitor');
    const admit = needColumn(table, 'admit_date', 'day', 'monitor').values;
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      if (admit[row] === MISSING_DAY || keys.offsets[row] === keys.offsets[row + 1]) continue;
      judged++;
      const own = byPatient.get(textAt(keys, row));
      if (own === undefined) continue;
      const hospitals = new Set<string>();
      let amountFen = 0;
      for (let at = firstVisitFrom(own, visits.day, admit[row]! - rule.within_days); at < own.length; at++) {
        const visit = own[at]!;
        if (visits.day[visit]! > admit[row]!) break;
        hospitals.add(visits.hospital[visit]!);
        amountFen += visits.amountFen[visit]!;
      }
      if (!isAbove(hospitals.size, rule.hospitals)) continue;
      findings.push({ rule: 'visit_path', row, amountFen, value: hospitals.size, limit: rule.hospitals.at });
    }
    return { findings, judged };
  },
});
