import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { isAbove, type Limit } from '../monitor/rules/rule-parts.js';
import type { SupervisionKey } from '../monitor/rules/supervision-rules-schema.js';
import type { RuleResult, SupervisionFinding } from './finding-list.js';

/** A figure of each hospital as parts of a fraction, so that the peers' is a sum and not a mean of means. */
export interface HospitalParts {
  readonly part: Float64Array;
  readonly whole: Float64Array;
}

/**
 * Compares each hospital with the other hospitals of its level taken together. Judged only where the level has enough
 * hospitals with the figure: of fewer nothing is said.
 */
export function againstPeers(
  facts: MonitorFacts,
  rule: SupervisionKey,
  { part, whole }: HospitalParts,
  ratio: Limit,
): RuleResult {
  const findings: SupervisionFinding[] = [];
  let judged = 0;
  const levels = new Map<string, { count: number; part: number; whole: number }>();
  for (let h = 1; h < facts.hospitals.length; h++) {
    if (!(whole[h]! > 0)) continue;
    const level = levels.get(facts.levels[h]!) ?? { count: 0, part: 0, whole: 0 };
    level.count++;
    level.part += part[h]!;
    level.whole += whole[h]!;
    levels.set(facts.levels[h]!, level);
  }
  for (let h = 1; h < facts.hospitals.length; h++) {
    const level = levels.get(facts.levels[h]!);
    if (level === undefined || !(whole[h]! > 0) || level.count < facts.rules.peers.least_hospitals) continue;
    const peers = (level.part - part[h]!) / (level.whole - whole[h]!);
    if (!(peers > 0)) continue;
    judged++;
    const times = part[h]! / whole[h]! / peers;
    if (isAbove(times, ratio))
      findings.push({ rule, hospital: h, amountFen: Number.NaN, value: times, limit: ratio.at });
  }
  return { findings, judged };
}

/** Sums of a figure by hospital over the rows that have it. */
export function byHospital(facts: MonitorFacts, value: (row: number) => number): Float64Array {
  const sums = new Float64Array(facts.hospitals.length);
  for (let row = 0; row < facts.caseCount; row++) sums[facts.hospital[row]!]! += value(row);
  return sums;
}
