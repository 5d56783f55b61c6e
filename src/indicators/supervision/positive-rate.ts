import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { isBelow } from '../monitor/rules/rule-parts.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** 检查阳性率: many examinations that find nothing. Counted in whole numbers against the edge. */
export const positiveRate = supervisionRule({
  key: 'positive_rate',
  label: { zh: '检查阳性率过低', en: 'examinations that find little' },
  needs: ['examinations'],
  find: (facts, rule) => {
    const { count, hospital, kind, isPositive } = facts.examinations!;
    const counts = new Map<string, { hospital: string; kind: string; all: number; positive: number }>();
    for (let line = 0; line < count; line++) {
      if (!rule.kinds.includes(kind[line]!)) continue;
      const key = `${hospital[line]}\0${kind[line]}`;
      const known = counts.get(key) ?? { hospital: hospital[line]!, kind: kind[line]!, all: 0, positive: 0 };
      known.all++;
      known.positive += isPositive[line]!;
      counts.set(key, known);
    }
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (const [, one] of [...counts].sort(([a], [b]) => compareCodePoints(a, b))) {
      const at = facts.hospitals.indexOf(one.hospital);
      if (one.all < rule.least_examinations || at < 0) continue;
      judged++;
      const rate = one.positive / one.all;
      if (!isBelow(rate, rule.rate)) continue;
      const amountFen = Number.NaN;
      findings.push({
        rule: 'positive_rate',
        hospital: at,
        subject: one.kind,
        amountFen,
        value: rate,
        limit: rule.rate.at,
      });
    }
    return { findings, judged };
  },
});
