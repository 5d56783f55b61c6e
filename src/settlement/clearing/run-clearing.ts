import { formatFen } from '../../policy/format-value.js';
import { type AmountStep, CLEARING_STEPS, type PoolStep } from '../../policy/policy-schema.js';
import { byAccount, insuranceOfAccount } from '../account-totals.js';
import { addAllocated } from '../allocate-cells.js';
import { type RetentionOutcome, settleRetention } from '../settle-retention.js';
import { applyAmountStep } from './amount-step.js';
import { CLEARING_ERRORS } from './clearing-errors.js';
import { addClearingLine, type ClearingState } from './clearing-state.js';
import { BASE_TITLES, LEDGER_TITLES, POOL_TITLES, RESERVED_TITLES } from './clearing-words.js';
import { applyLedger } from './ledger-lines.js';
import { applyPointValue } from './point-value-step.js';
import { applyPoolStep } from './pool-step.js';

const NO_RETENTION: RetentionOutcome = { lines: [], cliffCount: 0, cliffFen: 0 };

/**
 * Runs the clearing steps in the order of the policy's list, then the ledger's own lines, and shares what was decided
 * for whole accounts down to their cells.
 * @returns what a reader should know of retention
 * @throws the codes of clearing-errors.ts and settlement-errors.ts
 */
export function runClearing(state: ClearingState): RetentionOutcome {
  const { steps } = state.policy.clearing;
  refuseTakenNames(state);
  let retention = NO_RETENTION;
  for (const [place, step] of steps.entries()) {
    if (step === 'reserve') noteReserve(state);
    else if (step === 'carve_outs') noteCarveOuts(state);
    else if (step === 'point_value') applyPointValue(state);
    else if (step === 'retention') retention = applyRetention(state, steps.slice(0, place).includes('point_value'));
    else if (step.step === 'amount') applyAmountStep(state, step);
    else applyPoolStep(state, step);
  }
  applyLedger(state);
  shareAccounts(state);
  return retention;
}

/** Names that steps cannot have: words, bases, built-in names, and lines of the statement by other names. */
const TAKEN = new Set<string>([
  ...CLEARING_STEPS,
  ...Object.keys(BASE_TITLES),
  ...Object.keys(RESERVED_TITLES),
  ...Object.keys(POOL_TITLES),
  ...Object.keys(LEDGER_TITLES).map((kind) => `ledger_${kind}`),
  ...['base', 'final_fund', 'kept_or_borne', 'to_pay', 'quota', 'closing_test', 'working_capital', 'outlier_fund'],
]);

function refuseTakenNames({ policy }: ClearingState): void {
  const seen = new Set(TAKEN);
  for (const step of policy.clearing.steps) {
    if (typeof step === 'string') continue;
    if (seen.has(step.name)) {
      throw CLEARING_ERRORS.clearing_name_taken({ name: step.name }, { path: `clearing.steps.${step.name}` });
    }
    seen.add(step.name);
  }
}

function noteReserve(state: ClearingState): void {
  const { index, policy } = state;
  for (let account = 0; account < index.accountCount; account++) {
    const insurance = insuranceOfAccount(index, account);
    const pool = policy.pools.find((candidate) => candidate.insurance === insurance);
    if (pool === undefined) continue;
    const { adjustment_fund: adjustment } = pool;
    const [zh, en] =
      adjustment === undefined ? ['', ''] : [`、${adjustment} 作调剂金`, `, ${adjustment} as adjustment fund`];
    addClearingLine(state, {
      account,
      line: 'reserve',
      band: '',
      role: 'note',
      kind: 'payment',
      amountFen: 0,
      formula: () => ({
        zh: `资金池预算先提取 ${pool.reserve} 作风险金${zh}；不从医疗机构扣减`,
        en: `the pool's budget first sets ${pool.reserve} of it aside${en}; nothing is taken from a hospital`,
      }),
      policyPath: `pools.${insurance}.reserve`,
    });
  }
}

function noteCarveOuts(state: ClearingState): void {
  const { index, sums } = state;
  const before = byAccount(index, sums.sums.fund_before_clearing);
  byAccount(index, sums.sums.carved_out_fund).forEach((carvedOut, account) => {
    const fund = before[account]!;
    addClearingLine(state, {
      account,
      line: 'carve_outs',
      band: '',
      role: 'note',
      kind: 'payment',
      amountFen: carvedOut,
      formula: () => {
        const inputs = `${formatFen(fund)} − ${formatFen(carvedOut)} = ${formatFen(fund - carvedOut)}`;
        return {
          zh: `组外病例的基金支付不参与结余与超支；参与部分 = 清算前基金支付 − 组外：${inputs} 元`,
          en: `the fund for cases outside the groups takes no part in retention; what does = fund before clearing − these: ${inputs} yuan`,
        };
      },
      policyPath: 'clearing.steps',
    });
  });
}

function applyRetention(state: ClearingState, isAfterPointValue: boolean): RetentionOutcome {
  const { input, policy, index, sums, quota } = state;
  const isFloating = policy.rate.kind === 'floating' || policy.rate.kind === 'elastic';
  if (policy.retention.level === 'case' && isAfterPointValue && isFloating && policy.retention.bands.length > 0) {
    throw CLEARING_ERRORS.retention_by_case_after_point_value({}, { path: 'retention.level' });
  }
  const outcome = settleRetention(input, policy, index, sums, quota, state.adjustment);
  for (const { account, band, amountFen, formula } of outcome.lines) {
    const policyPath = band === '' ? 'retention' : `retention.bands.${band}`;
    addClearingLine(state, {
      account,
      line: 'retention',
      band,
      role: 'term',
      kind: 'payment',
      amountFen,
      formula,
      policyPath,
    });
  }
  return outcome;
}

/** Down to the cells of each account by what they are paid through the groups, else by their cases. */
function shareAccounts({ index, sums, toShare, adjustment }: ClearingState): void {
  const { groupFund } = sums;
  const { cases, group_paid_cases: groupPaid } = sums.sums;
  let widest = 0;
  for (let account = 0; account < index.accountCount; account++) {
    widest = Math.max(widest, index.accountStart[account + 1]! - index.accountStart[account]!);
  }
  const scratch = new Float64Array(widest);
  for (let account = 0; account < index.accountCount; account++) {
    const amount = toShare[account]!;
    if (amount === 0) continue;
    const [from, until] = [index.accountStart[account]!, index.accountStart[account + 1]!];
    const bases = scratch.subarray(0, until - from);
    let sum = 0;
    for (let cell = from; cell < until; cell++) {
      const fund = groupFund[cell]!;
      const base = groupPaid[cell]! > 0 && fund > 0 ? fund : 0;
      bases[cell - from] = base;
      sum += base;
    }
    if (sum === 0) bases.set(cases.subarray(from, until));
    addAllocated(adjustment, from, amount, bases);
  }
}

/** Whether a policy's clearing goes beyond words and retention: then surpluses and further tables are of use. */
export function hasNamedSteps(steps: readonly (string | AmountStep | PoolStep)[]): boolean {
  return steps.some((step) => typeof step !== 'string' || step === 'point_value');
}
