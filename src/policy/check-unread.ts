import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import { policyFormulas } from './policy-formulas.js';
import type { Policy } from './policy-schema.js';
import { rulesWithTests } from './rules-with-tests.js';

/** Keys of the patient's side that only computed benefits read. */
const ONLY_COMPUTED = [
  'ceilings',
  'critical_illness',
  'assistance',
  'carry_over',
  'order_by',
  'stay_numbers',
  'earlier_spending',
] as const;

/** Keys that stand in the document and that nothing reads as it is written: somebody thinks that they do something. */
export function checkUnread(policy: Policy): Finding[] {
  const found = new FindingList();
  checkBenefitKeys(policy, found);
  checkGroupValues(policy, found);
  checkAuxiliary(policy, found);
  checkLowExemptions(policy, found);
  const { rate, pools } = policy;
  const isFromBudget = rate.kind === 'budget' || (rate.kind === 'floating' && rate.opening === 'budget');
  if (!isFromBudget && pools.some((pool) => pool.fund_share !== undefined)) {
    found.note(
      'fund_share_unread',
      'pools',
      `费率方式为 ${rate.kind}，不由预算推算，fund_share 不起作用（仅 budget 费率读取）。`,
      `the rate is ${rate.kind} and does not come from the budget: fund_share does nothing (only a budget rate reads it).`,
    );
  }
  return found.findings;
}

function checkBenefitKeys({ benefit }: Policy, found: FindingList): void {
  const { mode, fund_pays: pays } = benefit;
  const isByRatio = pays === 'standard_times_ratio' || pays === 'charged_by_standard';
  const unread = (key: string, zh: string, en: string) => {
    found.warning(
      'benefit_key_unread',
      `benefit.${key}`,
      `${zh}，benefit.${key} 不起作用。请改，或删除该项。`,
      `${en}: benefit.${key} does nothing. Change that, or delete the key.`,
    );
  };
  if (mode === 'recorded') {
    const keys = isByRatio
      ? ONLY_COMPUTED
      : (['ladders', 'adjustments', 'blank_means_none', ...ONLY_COMPUTED] as const);
    for (const key of keys) {
      if (benefit[key] === undefined) continue;
      unread(
        key,
        '患者自付取病例所记（benefit.mode: recorded）',
        "the patient's part is the recorded one (benefit.mode: recorded)",
      );
    }
  }
  if (benefit.share !== undefined && pays !== 'score_times_ratio') {
    unread(
      'share',
      `基金支付口径为 ${pays}，只有 score_times_ratio 读取支付比例`,
      `fund_pays is ${pays}, and only score_times_ratio reads a share`,
    );
  }
}

function checkGroupValues(policy: Policy, found: FindingList): void {
  const names = Object.keys(policy.group_values ?? {});
  if (names.length === 0) return;
  const texts = policyFormulas(policy).map(({ text }) => text);
  for (const name of names) {
    if (texts.some((text) => new RegExp(`\\b${name}\\b`).test(text))) continue;
    found.warning(
      'group_value_unread',
      `group_values.${name}`,
      `没有公式用到“${name}”，它不起作用。请在公式中使用，或删除。`,
      `no formula names "${name}", so that it does nothing. Use it in a formula, or delete it.`,
    );
  }
}

function checkAuxiliary(policy: Policy, found: FindingList): void {
  const { charlson, lists = [] } = policy.auxiliary ?? {};
  const tested = new Set(rulesWithTests(policy).flatMap(({ when }) => Object.keys(when.facts ?? {})));
  const unread = (path: string, name: string) => {
    found.warning(
      'auxiliary_unread',
      path,
      `没有规则的 when.facts 用到“${name}”，它不起作用。请在规则中使用，或删除。`,
      `no rule tests "${name}" in when.facts, so that it does nothing. Test it in a rule, or delete it.`,
    );
  };
  if (charlson !== undefined && !tested.has('charlson')) unread('auxiliary.charlson', 'charlson');
  for (const { name } of lists) if (!tested.has(name)) unread(`auxiliary.lists.${name}`, name);
}

function checkLowExemptions({ outliers }: Policy, found: FindingList): void {
  // A low band ends at the standard or below it.
  if (outliers.bands.some(({ to }) => to !== undefined && to <= 1)) return;
  const unread = (key: string) => {
    found.warning(
      'low_exemption_unread',
      `outliers.${key}`,
      `没有低倍率分段（to 不超过 1 的分段），outliers.${key} 不起作用。请补分段，或删除该项。`,
      `there is no low band (one whose \`to\` is 1 or less): outliers.${key} does nothing. Add the band, or delete the key.`,
    );
  };
  if (outliers.low_exempt_discharge_types.length > 0) unread('low_exempt_discharge_types');
  if (outliers.low_exempt_los_days !== undefined) unread('low_exempt_los_days');
}
