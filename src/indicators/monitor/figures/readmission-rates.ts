import { ratioOf } from '../../indicator.js';
import { readmissionJudged, readmittedWithin } from '../measures/link-measures.js';
import type { MonitorIndicator } from '../monitor-indicator.js';
import type { MonitorRules } from '../rules/monitor-rules-schema.js';

/** One rate for each window of the rules: 10, 14, 15, 30 and 31 days in the preset. */
export function readmissionRates(rules: MonitorRules): MonitorIndicator[] {
  const judged = readmissionJudged(rules);
  return [...rules.readmission_rates.windows]
    .sort((a, b) => a - b)
    .map((days) => ({
      key: `readmission_${days}`,
      label: { zh: `${days} 日再入院率`, en: `readmitted within ${days} days` },
      unit: 'share',
      decimals: 4,
      formula: {
        zh: `出院后 ${days} 日内（含第 ${days} 日）再入院的例数 ÷ 可判定的例数；文件末尾之后的再入院看不到`,
        en: `stays after which the patient came back within ${days} days (day ${days} counted) ÷ stays that can be judged; who comes back after the end of the file is not seen`,
      },
      source: 'rules 7.2',
      measures: { [`readmitted_${days}`]: readmittedWithin(days, rules), readmission_judged: judged },
      compute: (sums) => ratioOf(sums[`readmitted_${days}`]!, sums.readmission_judged!),
    }));
}
