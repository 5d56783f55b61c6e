import { LEDGER_TABLE } from '../cases/tables/ledger-table.js';
import { compareDecimals, formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { checkLimits, warnOfPool } from './check-case-rules.js';
import { noteColumn } from './check-coefficients.js';
import { FindingList } from './finding-list.js';
import { ACCOUNT_NUMBERS, ledgerNames, MONTHLY_AMOUNTS, registerNames, stepName } from './formula-languages.js';
import { type AmountStep, CLEARING_STEPS, type Policy } from './policy-schema.js';
import { namesPool, poolKey } from './pool-key.js';
import { CLEARING_BASES } from './schema/clearing.js';
import { sumDecimals } from './sum-decimals.js';

const LEDGER_KINDS = Object.keys(LEDGER_TABLE.columns.find(({ name }) => name === 'kind')?.values ?? {});

/** Faults of the order of clearing: words twice, bases that do not exist or come later, ledger kinds that are none. */
export function checkClearing(policy: Policy): Finding[] {
  const found = new FindingList();
  const { clearing, retention } = policy;
  const { steps } = clearing;
  const words = steps.filter((step) => typeof step === 'string');
  for (const word of new Set(words.filter((step, index) => words.indexOf(step) !== index))) {
    found.error(
      'clearing_step_twice',
      'clearing.steps',
      `清算步骤“${word}”出现两次，请只留一处。`,
      `the clearing step "${word}" stands twice; keep one.`,
    );
  }
  steps.forEach((step, index) => {
    if (typeof step === 'string') return;
    const path = `clearing.steps.${step.name}`;
    if (isReserved(step.name)) {
      found.error(
        'clearing_name_taken',
        path,
        `“${step.name}”是清算中已有的名称，请改名。`,
        `"${step.name}" is a name that clearing has already; rename the step.`,
      );
    }
    for (const insurance of step.insurances ?? []) {
      if (!hasPool(policy, insurance)) warnOfPool(`${path}.insurances`, insurance, found);
    }
    checkSide(policy, step.pool_side, step.insurances, path, found);
    if (step.step === 'amount') checkAmountStep(policy, step, index, path, found);
  });
  if (retention.bands.length > 0 && !steps.includes('retention')) {
    found.warning(
      'retention_not_in_steps',
      'clearing.steps',
      '写了结余留用分段，但清算步骤中没有 retention，分段不起作用。',
      'there are retention bands, but retention is no clearing step: the bands do nothing.',
    );
  }
  if (retention.against === 'quota_amount') noteColumn('retention.against', 'quota_amount', found);
  checkRefusals(policy, found);
  checkRegionSplit(policy, found);
  return found.findings;
}

const hasPool = ({ pools }: Policy, name: string): boolean =>
  pools.some((pool) => poolKey(pool) === name || pool.insurance === name);

/** Shares that do not add up to 1, and pools that are not there. */
function checkRegionSplit(policy: Policy, found: FindingList): void {
  for (const { name, insurances, shares } of policy.clearing.region_split ?? []) {
    const path = `clearing.region_split.${name}`;
    for (const insurance of insurances ?? []) {
      if (!hasPool(policy, insurance)) warnOfPool(`${path}.insurances`, insurance, found);
    }
    const sum = sumDecimals(Object.values(shares));
    if (compareDecimals(sum, { digits: 1, scale: 0 }) === 0) continue;
    found.error(
      'region_shares_sum',
      `${path}.shares`,
      `各地区比例合计 ${formatDecimal(sum)}，应恰为 1。请改正。`,
      `the shares of the regions add up to ${formatDecimal(sum)}, and must be 1. Correct them.`,
    );
  }
}

const isReserved = (name: string) =>
  [...CLEARING_STEPS, ...CLEARING_BASES, ...ACCOUNT_NUMBERS, ...MONTHLY_AMOUNTS, 'base', 'point_value'].includes(
    name,
  ) || name.startsWith('ledger_');

function checkAmountStep(policy: Policy, step: AmountStep, index: number, path: string, found: FindingList): void {
  const { steps } = policy.clearing;
  const earlier = steps.slice(0, index).flatMap((one) => stepName(one) ?? []);
  const known = [...CLEARING_BASES, ...earlier];
  if (!known.includes(step.base)) {
    const isLater = steps.slice(index).some((one) => stepName(one) === step.base);
    const nearest = nearestNames(step.base, known).join(', ');
    found.error(
      isLater ? 'clearing_base_later' : 'clearing_base_unknown',
      `${path}.base`,
      isLater
        ? `基数“${step.base}”在这一步之后（或就是它自己）才有，请把它移到前面。`
        : `没有基数“${step.base}”。最接近的名称：${nearest}。`,
      isLater
        ? `the base "${step.base}" comes with or after this step; move it before.`
        : `there is no base "${step.base}". Nearest names: ${nearest}.`,
    );
  }
  checkLimits(path, step.floor, step.cap, found);
  for (const name of ledgerNames(step.amount)) {
    const kind = name.slice('ledger_'.length);
    if (LEDGER_KINDS.includes(kind)) continue;
    found.error(
      'ledger_kind_unknown',
      `${path}.amount`,
      `台账没有“${kind}”这一类别。可用：${LEDGER_KINDS.map((one) => `ledger_${one}`).join('、')}。`,
      `the ledger has no kind "${kind}". Use one of ${LEDGER_KINDS.map((one) => `ledger_${one}`).join(', ')}.`,
    );
  }
  const lines = ['base', 'point_value', ...MONTHLY_AMOUNTS, ...CLEARING_BASES, ...ACCOUNT_NUMBERS, ...earlier];
  const later = steps.slice(index).flatMap((one) => stepName(one) ?? []);
  for (const name of registerNames(step.amount, lines)) {
    if (!later.includes(name)) {
      noteColumn(`${path}.amount`, name, found);
      continue;
    }
    found.error(
      'clearing_name_later',
      `${path}.amount`,
      `公式用到的步骤“${name}”在这一步之后（或就是它自己）才有，请把它移到前面。`,
      `the formula names the step "${name}", which comes with or after this one; move it before.`,
    );
  }
}

/** A step that draws on a reserve which no pool has set aside. */
function checkSide(
  { pools }: Policy,
  side: 'fund' | 'reserve' | 'adjustment_fund',
  insurances: readonly string[] | undefined,
  path: string,
  found: FindingList,
): void {
  if (side === 'fund') return;
  const drawn = pools.filter((pool) => insurances === undefined || namesPool(insurances, poolKey(pool)));
  for (const pool of drawn) {
    if ((pool[side] ?? 0) > 0) continue;
    found.warning(
      'side_without_money',
      `${path}.pool_side`,
      `资金池“${poolKey(pool)}”没有 ${side}，此步骤无钱可用。请写 pools.${poolKey(pool)}.${side}。`,
      `the pool "${poolKey(pool)}" sets no ${side} aside: the step has no money. Write pools.${poolKey(pool)}.${side}.`,
    );
  }
}

function checkRefusals({ ungrouped, unrelated_procedure, unweighted }: Policy, found: FindingList): void {
  for (const [path, pay] of Object.entries({ ungrouped, unrelated_procedure, unweighted })) {
    if (pay !== 'refuse') continue;
    found.note(
      'refuse_stops_run',
      path,
      `${path} 为 refuse：只要有一例这样的病例，运算就会停止并列出病例。`,
      `${path} is refuse: a single case of this kind stops the run and is named.`,
    );
  }
}
