import { policySchema } from '../dist/src/policy/policy-schema.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { poolRatesOf, preparePricing } from '../dist/src/pricing/steps.js';
import { buildCellIndex } from '../dist/src/settlement/cell-index.js';
import { openClearing } from '../dist/src/settlement/clearing/clearing-state.js';
import { runClearing } from '../dist/src/settlement/clearing/run-clearing.js';
import { monthlyAccounts } from '../dist/src/settlement/monthly-accounts.js';
import { chooseWithinQuotas } from '../dist/src/settlement/quota.js';
import { settleYear } from '../dist/src/settlement/steps.js';
import { sumCells } from '../dist/src/settlement/sum-cells.js';
import { both, medians, ratio } from './time.mjs';

const ROWS = 5_000_000;
const HOSPITALS = 500;
const MONTHS = 12;
/** The compiler of the runtime needs some passes before it has settled. */
const WARM_UP = 3;
const title = { zh: '一步', en: 'a step' };

/** Cash and payments as a year has them; each names its base. */
const STEPS = [
  'reserve',
  'carve_outs',
  'retention',
  { step: 'amount', name: 'audit', title, amount: '-ledger_deduction', base: 'running_total' },
  {
    step: 'amount',
    name: 'assessment',
    title,
    amount: 'score >= 90 ? 0.01 * base : -0.01 * base',
    base: 'standard_fund',
  },
  { step: 'amount', name: 'incentive', title, amount: '0.02 * (cmi / level_cmi - 1) * base', base: 'standard_fund' },
  { step: 'pool', name: 'reserve_paid', title, amount: '0.1 * reserve', by: 'recorded_fund', pool_side: 'reserve' },
  { step: 'amount', name: 'prepaid', title, amount: '-ledger_prepayment', kind: 'cash' },
  { step: 'amount', name: 'deposit', title, amount: '-0.05 * base', base: 'running_total', kind: 'cash' },
  {
    step: 'amount',
    name: 'returned',
    title,
    amount: 'score >= 90 ? -base : -base * score / 90',
    base: 'deposit',
    kind: 'cash',
  },
];

/**
 * Clearing 500 hospitals × 12 months of 5 million cases, against one pricing pass over the same cases, one thread: the
 * clearing of what is already summed (monthly accounts, ten steps, a ledger of 12,000 lines), and the whole from cases
 * to statements.
 */
export async function benchClearing(region, { rounds }) {
  const input = wideInput(region);
  const { payload, columns: priced } = preparePricing(input);
  for (let i = 0; i < WARM_UP; i++) pricePass.rows(payload, 0, ROWS);
  const all = { ...input, priced, ledger: ledgerOf(input.register) };
  const { policy } = input.timeline.segments.at(-1);
  const index = buildCellIndex(all);
  const quota = chooseWithinQuotas(all);
  const sums = sumCells(all, index, quota);
  const rates = poolRatesOf(all);
  const months = monthlyAccounts(all, policy, index);
  const steps = () => {
    const state = openClearing({ input: all, policy, index, quota, rates, months }, sums);
    runClearing(state);
    return state;
  };
  for (let i = 0; i < WARM_UP; i++) steps();
  let settlement;
  const time = await medians(rounds, {
    price: () => pricePass.rows(payload, 0, ROWS),
    steps: () => {
      steps();
    },
    worded: () => {
      for (const { formula } of steps().lines) formula();
    },
    months: () => monthlyAccounts(all, policy, index),
    whole: () => {
      settlement = settleYear(all);
    },
  });
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  return [
    `clearing ${HOSPITALS} hospitals × ${MONTHS} months, ${ROWS / 1e6} M cases in ${index.cellCount} cells, one thread`,
    `  pricing pass over the cases           ${both(time.price)}`,
    `  the clearing steps of what is summed  ${both(time.steps)}   ${ratio(time.steps, time.price)}`,
    `  … and the words of its lines          ${both(time.worded)}   ${ratio(time.worded, time.price)}`,
    `  monthly accounts from the cases       ${both(time.months)}   ${ratio(time.months, time.price)}`,
    `  whole, from cases to statements       ${both(time.whole)}   ${ratio(time.whole, time.price)}`,
    `  ${settlement.statements.length} lines of statements, ${settlement.months.length} monthly accounts; memory of the process ${memory} MiB`,
  ];
}

/** The region's cases over and over, each at one of 500 hospitals of three levels. */
function wideInput({ synthetic, scheme, groups, timeline, weights }) {
  const table = synthetic.year;
  const ids = Array.from({ length: HOSPITALS }, (_, h) => `W${String(h).padStart(3, '0')}`);
  const codes = shared(Uint16Array, ROWS);
  for (let row = 0; row < ROWS; row++) codes[row] = (Math.imul(row, 2_654_435_761) >>> 16) % HOSPITALS;
  const columns = { hospital_id: { kind: 'dictionary', values: ids, codes } };
  for (const [name, column] of Object.entries(table.columns)) {
    if (name in columns || !WANTED.has(name)) continue;
    const part = column.kind === 'dictionary' ? 'codes' : 'values';
    columns[name] = { ...column, [part]: repeat(column[part]) };
  }
  const number = (digits) => ({ digits, scale: 0 });
  const register = new Map(
    ids.map((hospitalId, h) => [
      hospitalId,
      {
        ...{ hospitalId, name: hospitalId, level: String((h % 3) + 1), levelClass: (h % 3) + 1, kind: '' },
        numbers: new Map([['score', number(80 + (h % 20))]]),
      },
    ]),
  );
  const segments = timeline.segments.map((segment) => {
    const bands = segment.policy.outliers.bands.map(({ quota: _, ...band }) => band);
    const clearing = { steps: STEPS, monthly: {} };
    const policy = policySchema.parse({ ...segment.policy, clearing, outliers: { ...segment.policy.outliers, bands } });
    return { ...segment, policy };
  });
  const own = { group: repeat(groups.group), status: repeat(groups.status) };
  const rest = { catalogue: scheme.catalogue, weights, register };
  const cases = { caseCount: ROWS, columns, sourceRow: repeat(table.sourceRow) };
  return { table: cases, groups: { ...groups, ...own }, timeline: { ...timeline, segments }, ...rest };
}

const WANTED = new Set(
  'hospital_level department insurance payment_kind discharge_date discharge_type los_days total_cost pooled_fund hospital_cost'.split(
    ' ',
  ),
);

const shared = (Kind, length) => new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT));

function repeat(values) {
  const result = shared(values.constructor, ROWS);
  for (let at = 0; at < ROWS; at += values.length)
    result.set(values.subarray(0, Math.min(values.length, ROWS - at)), at);
  return result;
}

/** Two lines a month of each hospital: a prepayment and a deduction. */
function ledgerOf(register) {
  const entries = [];
  for (const hospitalId of register.keys()) {
    for (let m = 1; m <= MONTHS; m++) {
      const month = `2026-${String(m).padStart(2, '0')}`;
      const common = { hospitalId, insurance: 'employee', month, document: `D${m}` };
      entries.push(
        { ...common, kind: 'prepayment', amountFen: 10_000_000 },
        { ...common, kind: 'deduction', amountFen: 12_345 },
      );
    }
  }
  return entries;
}
