import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import type { Policy } from './policy-schema.js';
import type { PolicyTimeline } from './policy-timeline.js';

/** How weights are made: what contradicts itself, and what a published table leaves without effect. */
export function checkWeights({ weights, rate, group_values: values }: Policy): Finding[] {
  const found = new FindingList();
  const { trim, conversion } = weights;
  if (trim.method === 'percentile' && trim.lower >= trim.upper) {
    found.error(
      'trim_percentiles',
      'weights.trim',
      `下百分位 ${trim.lower} 应小于上百分位 ${trim.upper}。`,
      `the lower percentile ${trim.lower} must be below the upper ${trim.upper}.`,
    );
  }
  for (const key of ['group', 'quota'] as const) {
    const isNeeded = conversion?.divisor === key;
    const isStated = conversion?.[key] !== undefined;
    if (isNeeded && !isStated) {
      found.error(
        'conversion_incomplete',
        `weights.conversion.${key}`,
        `divisor 为 ${key}，却没有写 ${key}。请补上。`,
        `the divisor is ${key}, and no ${key} is written. Add it.`,
      );
    }
    if (isNeeded || !isStated) continue;
    found.error(
      'conversion_contradiction',
      `weights.conversion.${key}`,
      `写了 ${key}，而 divisor 为 ${conversion.divisor}。请删除 ${key}，或把 divisor 改为 ${key}。`,
      `${key} is written, and the divisor is ${conversion.divisor}. Delete it, or make the divisor ${key}.`,
    );
  }
  if (weights.use === 'standard' && rate.kind !== 'fixed') {
    found.error(
      'standards_need_fixed_rate',
      'weights.use',
      `按公布的支付标准付费时 rate.kind 应为 fixed（现为 ${rate.kind}）：费率只用于没有公布标准的病组。请改 rate，或去掉 weights.use。`,
      `with published standards rate.kind must be fixed (found ${rate.kind}): the rate values only groups without one. Change rate, or take weights.use away.`,
    );
  }
  if (weights.without_standard !== undefined && weights.use !== 'standard') {
    found.warning(
      'without_standard_unused',
      'weights.without_standard',
      '没有 weights.use: standard，without_standard 不起作用。请删除，或写 use: standard。',
      'without weights.use: standard, without_standard does nothing. Delete it, or write use: standard.',
    );
  }
  for (const key of ['conversion', 'structure', 'adjustments'] as const) {
    if (weights.table === undefined || weights[key] === undefined) continue;
    found.warning(
      'table_without_conversion',
      `weights.${key}`,
      `权重取自 ${weights.table}，${key} 不起作用。`,
      `weights come from ${weights.table}: ${key} does nothing.`,
    );
  }
  for (const [name, value] of Object.entries(values ?? {})) {
    if (value.otherwise !== undefined || Object.hasOwn(value.by_group, '*')) continue;
    found.note(
      'group_value_open',
      `group_values.${name}`,
      `不在 by_group 中的病组没有“${name}”，用到它的公式算不出。请写 otherwise，或用 fallback。`,
      `groups outside by_group have no "${name}": a formula that needs it has no amount there. Write otherwise, or a fallback.`,
    );
  }
  return found.findings;
}

/** Changes to weights do not move published standards. */
export function checkStandardPatches({ segments, weightPatches }: PolicyTimeline): Finding[] {
  const found = new FindingList();
  if (segments[0]!.policy.weights.use !== 'standard') return found.findings;
  for (const { pattern } of weightPatches) {
    found.warning(
      'weight_patch_beside_standards',
      `tables.weights.${pattern}`,
      '政策按公布的支付标准付费（weights.use: standard），修改权重不改变有公布标准的病组的支付，只改变权重合计与 CMI。',
      'the policy pays by published standards (weights.use: standard): a change of weights moves no pay of groups that have one, only total weight and CMI.',
    );
  }
  return found.findings;
}
