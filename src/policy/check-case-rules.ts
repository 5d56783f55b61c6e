import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import { SPECIAL_WORDS } from './policy-formulas.js';
import type { Policy, SpecialCase } from './policy-schema.js';
import { rulesWithTests } from './rules-with-tests.js';
import type { Range } from './schema/common.js';
import { isEmptyRange } from './tests-meet.js';

/** Faults of the rules on single cases: coefficients, special cases, supplements and what they test. */
export function checkCaseRules(policy: Policy): Finding[] {
  const found = new FindingList();
  for (const rule of policy.special_cases ?? []) checkSpecialCase(rule, found);
  const { case_coefficients: coefficients, case_cost: cost } = policy;
  checkLimits('case_coefficients', coefficients?.floor, coefficients?.cap, found);
  for (const { name, when } of coefficients?.rules ?? []) {
    if (when.cost_to_standard === undefined) continue;
    found.error(
      'coefficient_tests_standard',
      `case_coefficients.rules.${name}.when.cost_to_standard`,
      '病例系数是支付标准的一部分，不能以费用与支付标准之比为条件（循环）。请改用 cost_to_mean，或写成 special_cases。',
      'a case coefficient is part of the standard and cannot test the cost against it (circular). Test cost_to_mean, or write a special case.',
    );
  }
  for (const amount of cost?.paid_separately ?? []) {
    if (cost!.without.includes(amount)) continue;
    found.error(
      'paid_separately_within_cost',
      'case_cost.paid_separately',
      `${amount} 单独支付，却仍计入费用，会支付两次。请同时写入 case_cost.without。`,
      `${amount} is paid separately and is still in the cost: it would be paid twice. Name it under case_cost.without too.`,
    );
  }
  const insurances = policy.pools.map(({ insurance }) => insurance as string);
  for (const { path, when } of rulesWithTests(policy)) {
    checkRanges(when, `${path}.when`, found);
    if (Object.keys(when).length === 0 && path.startsWith('special_cases.')) {
      found.warning(
        'rule_holds_always',
        `${path}.when`,
        '没有条件：所有病例都适用。',
        'no test: the rule holds for every case.',
      );
    }
    const strangers = (when.insurances ?? []).filter((insurance) => !insurances.includes(insurance));
    for (const insurance of strangers) warnOfPool(`${path}.when.insurances`, insurance, found);
  }
  return found.findings;
}

/** A rule or step that names an insurance without a pool does nothing for it. */
export function warnOfPool(path: string, insurance: string, found: FindingList): void {
  found.warning(
    'insurance_without_pool',
    path,
    `险种“${insurance}”没有基金池，此处对它不起作用。`,
    `"${insurance}" has no pool: nothing is done for it here.`,
  );
}

/** A least value above a greatest. */
export function checkLimits(
  path: string,
  floor: number | undefined,
  cap: number | undefined,
  found: FindingList,
): void {
  if (floor === undefined || cap === undefined || floor <= cap) return;
  found.error(
    'floor_above_cap',
    `${path}.floor`,
    `下限 ${floor} 高于上限 ${cap}，请改正。`,
    `the floor ${floor} is above the cap ${cap}; correct one.`,
  );
}

function checkSpecialCase(rule: SpecialCase, found: FindingList): void {
  const path = `special_cases.${rule.name}`;
  const ways = (['pay', 'per_diem', 'settle_as'] as const).filter((way) => rule[way] !== undefined);
  if (ways.length !== 1) {
    const shown = ways.length === 0 ? '—' : ways.join(', ');
    found.error(
      'special_case_pay',
      path,
      `应恰好写 pay、per_diem、settle_as 之一（现有：${shown}）。`,
      `write exactly one of pay, per_diem, settle_as (found: ${shown}).`,
    );
  }
  if (rule.settle_as !== undefined && Object.keys(rule.settle_as).length === 0) {
    found.error('settle_as_empty', `${path}.settle_as`, '没有写病组。', 'names no group.');
  }
  const isFormula = rule.pay !== undefined && !SPECIAL_WORDS.has(rule.pay);
  if (rule.fallback !== undefined && !isFormula) {
    found.warning(
      'fallback_without_formula',
      `${path}.fallback`,
      'fallback 只用于公式，此处不起作用。',
      'fallback is for formulas only and does nothing here.',
    );
  }
  const bands = rule.per_diem?.bands ?? [];
  bands.forEach(({ name, to_day: day }, index) => {
    const before = bands[index - 1]?.to_day;
    const isLast = index === bands.length - 1;
    if (isLast ? day === undefined && (index === 0 || before !== undefined) : day !== undefined && day > (before ?? 0))
      return;
    if (isLast && day !== undefined && day > (before ?? 0)) {
      found.error(
        'per_diem_open_end',
        `${path}.per_diem.bands.${name}.to_day`,
        `最后一段“${name}”不应有 to_day：第 ${day} 日以后无人支付。`,
        `the last band "${name}" must have no to_day: days after ${day} would be paid by nobody.`,
      );
      return;
    }
    found.error(
      'per_diem_order',
      `${path}.per_diem.bands.${name}.to_day`,
      `床日分段“${name}”的 to_day（${day ?? '—'}）应大于前一段的 to_day（${before ?? '—'}），只有最后一段不写。`,
      `to_day (${day ?? '—'}) of the band of days "${name}" must be above that of the band before (${before ?? '—'}); only the last band has none.`,
    );
  });
}

/** Stretches of numbers that hold nothing, and edges of shares above 1, anywhere under a test. */
function checkRanges(when: object, path: string, found: FindingList): void {
  const visit = (node: unknown, at: string, isShare: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const item of node) visit(item, `${at}.${(item as { name?: string } | null)?.name ?? ''}`, isShare);
      return;
    }
    if ('from_included' in node && isEmptyRange(node as Range)) {
      const { from, to } = node as Range;
      found.error(
        'range_empty',
        at,
        `from ${from} 与 to ${to} 之间没有任何值，请改正。`,
        `nothing lies between from ${from} and to ${to}; correct one.`,
      );
    }
    for (const edge of ['from', 'to'] as const) {
      const value = (node as Range)[edge];
      if (!isShare || value === undefined || (value >= 0 && value <= 1)) continue;
      found.error(
        'share_outside_0_1',
        `${at}.${edge}`,
        `占比 ${value} 应在 0 与 1 之间（64 % 写 0.64）。`,
        `the share ${value} must lie from 0 to 1 (64 % is 0.64).`,
      );
    }
    for (const [key, child] of Object.entries(node)) visit(child, `${at}.${key}`, isShare || key === 'shares');
  };
  visit(when, path, false);
}
