import { formatDay } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import { formulaNames } from '../../kernel/formula/read-formula.js';
import type { Policy } from '../../policy/policy-schema.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { readPay } from '../../pricing/price-formula.js';
import { exemptionOf } from './build-cells.js';
import type { CellKeys } from './case-cells.js';

/** Why cells cannot answer a policy, so that a pass over the cases is needed. */
export interface CellsReason extends Text {
  readonly code: string;
  /** Path in the policy. */
  readonly path: string;
}

const reason = (code: string, path: string, zh: string, en: string): CellsReason => ({ code, path, zh, en });

/** Parts of a policy that look at more of a case than a cell keeps. */
const CASE_RULES = ['special_cases', 'case_coefficients', 'case_cost', 'supplements', 'auxiliary'] as const;
/** Names of formulas that are read from a column of the case. */
const CASE_NAMES = new Set(['unreasonable_cost', 'new_tech_cost', 'separate_drug_cost', 'los_days']);

/**
 * Whether cells answer a policy exactly as the full pass does, before clearing; undefined where they do. Rates (those
 * from a budget too, formed anew), weights, coefficients, band edges and shares are carried; so are quotas that are not used up (sumWhatIf tells), and formulas
 * over what a cell knows: cost, standard, patient's part and the values of its group, hospital and insurance.
 */
export function cellsCanCarry(cells: CellKeys, timeline: PolicyTimeline): CellsReason | undefined {
  const cuts = new Set(cells.days);
  const edges = [
    ...timeline.segments.map(({ from }) => from),
    ...timeline.weightPatches.flatMap(({ from, until }) => [from, until]),
  ];
  const edge = edges.find((day) => day > cells.days[0]! && day < cells.days.at(-1)! && !cuts.has(day));
  if (edge !== undefined || timeline.segments[0]!.from !== cells.days[0]) {
    const day = formatDay(edge ?? timeline.segments[0]!.from);
    return reason(
      'dates',
      '',
      `政策在 ${day} 变化，单元没有在这一天分开。`,
      `the policy changes on ${day}, where the cells are not cut.`,
    );
  }
  for (const { from, until, policy } of timeline.segments) {
    const found = policyReason(cells, policy, (day) => day >= from && day < until);
    if (found !== undefined) return found;
  }
  return undefined;
}

function policyReason(cells: CellKeys, policy: Policy, holds: (day: number) => boolean): CellsReason | undefined {
  for (const part of CASE_RULES) {
    if (policy[part] === undefined) continue;
    return reason('case_rules', part, `${part} 逐例判断，单元不含所需的列。`, `${part} looks at single cases.`);
  }
  const { pools, outliers, benefit } = policy;
  if (benefit.fund_pays !== 'standard_minus_patient' || benefit.mode === 'computed') {
    return reason(
      'benefit',
      'benefit',
      '基金支付或待遇按个案计算，单元没有保留所需的列。',
      "the fund's part or the benefits look at single cases.",
    );
  }
  if (pools.some(({ origin }) => origin !== undefined)) {
    return reason(
      'origins',
      'pools',
      '统筹池按参保地划分，单元按险种建立。',
      'pools are told apart by the origin of the insured, and cells only by insurance.',
    );
  }
  if (policy.year_by !== cells.yearBy) {
    return reason('year_by', 'year_by', '病例归年的日期不同。', 'another date decides the year of a case.');
  }
  const exemption = exemptionOf(policy);
  if (cells.exemptions.some((own, s) => holds(cells.days[s]!) && own !== exemption)) {
    return reason(
      'exemptions',
      'outliers',
      '低倍率的例外情形改变，单元没有保留所需的列。',
      'the exemptions from low outliers change, and cells do not keep the columns behind them.',
    );
  }
  for (const part of ['ungrouped', 'unrelated_procedure', 'unweighted'] as const) {
    if (policy[part] !== 'refuse') continue;
    return reason('refuse', part, '政策要求点名拒付的病例。', 'the policy refuses such cases, which have to be named.');
  }
  for (const band of outliers.bands) {
    const path = `outliers.bands.${band.name}`;
    if (band.when !== undefined) {
      return reason('band_tests', `${path}.when`, '倍率档另有逐例条件。', 'the band tests single cases.');
    }
    if (band.quota?.by_level !== undefined) {
      return reason('quota', `${path}.quota`, '按等级的限额。', 'the quota is by level.');
    }
    if (band.pay === 'by_item' || band.pay === 'standard') continue;
    const name = formulaNames(readPay(policy, band.pay).tree).find((used) => CASE_NAMES.has(used));
    if (name !== undefined) {
      return reason('formula', `${path}.pay`, `公式用到病例的 ${name}。`, `the formula reads ${name} of the case.`);
    }
  }
  return undefined;
}

/** A quota that is used up: which cases it then pays depends on single cases. */
export function quotaReason(band: string, hospitalId: string): CellsReason {
  return reason(
    'quota_used_up',
    `outliers.bands.${band}.quota`,
    `${hospitalId === '' ? '全区' : `医疗机构 ${hospitalId}`}的限额用尽，须逐例挑选。`,
    `the quota of ${hospitalId === '' ? 'the region' : `hospital ${hospitalId}`} is used up, and single cases are chosen.`,
  );
}
