import { needColumn } from '../../cases/case-table.js';
import { COST_MEASURES } from '../monitor/measures/cost-measures.js';
import type { Measure } from '../monitor/measures/measure.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { againstPeers, byHospital } from './against-peers.js';
import { supervisionRule } from './supervision-rule.js';

const sumOf = (facts: MonitorFacts, measure: Measure): Float64Array => {
  const values = measure.values(facts);
  return byHospital(facts, (row) => values[row]!);
};

/** 自费率: what a hospital leaves outside the fund, against its peers. */
export const selfPaidPeers = supervisionRule({
  key: 'self_paid_peers',
  label: { zh: '自费率高于同级', en: 'self-paid share above the peers' },
  needs: [...COST_MEASURES.self_funded.needs, { column: 'hospital_id' }],
  find: (facts, rule) => {
    const parts = {
      part: sumOf(facts, COST_MEASURES.self_funded),
      whole: sumOf(facts, COST_MEASURES.self_funded_whole),
    };
    return againstPeers(facts, 'self_paid_peers', parts, rule.ratio);
  },
});

/** 住院日: the time index, so that a hospital of heavy cases is not taken for a slow one. */
export const losPeers = supervisionRule({
  key: 'los_peers',
  label: { zh: '住院日远高于同级（病组构成一致）', en: 'stays far longer than the peers’ (case mix held equal)' },
  needs: [...COST_MEASURES.los_ratio.needs, { column: 'hospital_id' }],
  find: (facts, rule) => {
    const parts = { part: sumOf(facts, COST_MEASURES.los_ratio), whole: sumOf(facts, COST_MEASURES.los_ratio_cases) };
    return againstPeers(facts, 'los_peers', parts, rule.ratio);
  },
});

/** 就诊频次: stays a patient at the hospital. */
export const frequencyPeers = supervisionRule({
  key: 'frequency_peers',
  label: { zh: '人次人头比高于同级', en: 'stays a patient above the peers' },
  needs: ['links', { column: 'hospital_id' }],
  find: (facts, rule) => {
    const { patient, patientCount } = facts.links!.order;
    needColumn(facts.table, 'patient_key', 'text', 'monitor');
    const whole = new Float64Array(facts.hospitals.length);
    const part = byHospital(facts, (row) => (patient[row]! < 0 ? 0 : 1));
    // Rows sorted by hospital and patient would do as well; a bit a patient for each hospital in turn is less to move.
    const seenAt = new Int32Array(patientCount).fill(-1);
    for (const [h, rows] of rowsByHospital(facts)) {
      for (let i = 0; i < rows.length; i++) {
        const who = patient[rows[i]!]!;
        if (who < 0 || seenAt[who] === h) continue;
        seenAt[who] = h;
        whole[h]! += 1;
      }
    }
    return againstPeers(facts, 'frequency_peers', { part, whole }, rule.ratio);
  },
});

function rowsByHospital({ hospital, hospitals, caseCount }: MonitorFacts): [hospital: number, rows: Int32Array][] {
  const starts = new Int32Array(hospitals.length + 1);
  for (let row = 0; row < caseCount; row++) starts[hospital[row]! + 1]! += 1;
  for (let h = 0; h < hospitals.length; h++) starts[h + 1]! += starts[h]!;
  const next = starts.slice();
  const rows = new Int32Array(caseCount);
  for (let row = 0; row < caseCount; row++) {
    rows[next[hospital[row]!]!] = row;
    next[hospital[row]!]! += 1;
  }
  return hospitals.map((_, h) => [h, rows.subarray(starts[h]!, starts[h + 1]!)]);
}
