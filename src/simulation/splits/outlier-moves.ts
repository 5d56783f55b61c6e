import { compareCodePoints } from '../../kernel/hash.js';
import type { ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import { bandNameReader } from '../../pricing/band-names.js';
import { METHOD_OUTLIER, METHOD_STANDARD, PAYMENT_METHODS } from '../../pricing/priced-columns.js';
import { chooseWithinQuotas } from '../../settlement/quota.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { fundAfterQuota } from '../../settlement/sum-cells.js';

const SCHEMA: ResultTableSchema = {
  name: 'outlier_moves',
  version: 1,
  title: { zh: '倍率界限的跨越', en: 'Cases that cross an outlier edge' },
  columns: [
    {
      name: 'baseline_state',
      type: 'text',
      isKey: true,
      label: { zh: '基线状态', en: 'state in the baseline' },
      meaning: {
        zh: 'standard 为正常；band:名称 为倍率区间；其余为付费规则',
        en: 'standard: within the edges; band:<name>: an outlier band; else the rule that pays',
      },
    },
    { name: 'reform_state', type: 'text', isKey: true, label: { zh: '改革后状态', en: 'state under the reform' } },
    {
      name: 'moved',
      type: 'text',
      label: { zh: '是否跨越', en: 'moved' },
      meaning: { zh: 'yes 状态改变，no 不变', en: 'yes: the state changes, no: it stays' },
    },
    { name: 'cases', type: 'count', label: { zh: '病例数', en: 'cases' } },
    { name: 'total_cost', type: 'money', label: { zh: '基线住院总费用', en: 'charges in the baseline' } },
    {
      name: 'baseline_fund_before_clearing',
      type: 'money',
      label: { zh: '基线·清算前基金支付', en: 'baseline: fund before clearing' },
    },
    {
      name: 'reform_fund_before_clearing',
      type: 'money',
      label: { zh: '改革·清算前基金支付', en: 'reform: fund before clearing' },
    },
    {
      name: 'change_fund_before_clearing',
      type: 'money',
      label: { zh: '变化·清算前基金支付', en: 'change: fund before clearing' },
    },
  ],
};

/**
 * Where every case stands against the outlier edges before and after: all cases, those that stay too, so that the
 * lines add up to the region. Both sides are the same cases in the same order.
 */
export function outlierMoves(baseline: SettlementInput, reform: SettlementInput): ResultTable {
  const [before, after] = [statesOf(baseline), statesOf(reform)];
  const [quotaBefore, quotaAfter] = [chooseWithinQuotas(baseline), chooseWithinQuotas(reform)];
  const cost = baseline.table.columns.total_cost;
  const width = after.states.length;
  const sums = Array.from({ length: before.states.length * width }, () => ({ cases: 0, cost: 0, before: 0, after: 0 }));
  for (let row = 0; row < baseline.table.caseCount; row++) {
    const sum = sums[before.stateOf(row) * width + after.stateOf(row)]!;
    sum.cases += 1;
    if (cost?.kind === 'money' && !Number.isNaN(cost.values[row])) sum.cost += cost.values[row]!;
    sum.before += fundAfterQuota(baseline, quotaBefore, row);
    sum.after += fundAfterQuota(reform, quotaAfter, row);
  }
  const lines = sums
    .map((sum, place) => ({
      ...sum,
      from: before.states[Math.floor(place / width)]!,
      to: after.states[place % width]!,
    }))
    .filter(({ cases }) => cases > 0)
    .sort((a, b) => compareCodePoints(a.from, b.from) || compareCodePoints(a.to, b.to));
  const numbers = (pick: (line: (typeof lines)[number]) => number): Float64Array => Float64Array.from(lines, pick);
  return {
    schema: SCHEMA,
    rowCount: lines.length,
    columns: {
      baseline_state: lines.map(({ from }) => from),
      reform_state: lines.map(({ to }) => to),
      moved: lines.map(({ from, to }) => (from === to ? 'no' : 'yes')),
      cases: numbers((line) => line.cases),
      total_cost: numbers((line) => line.cost),
      baseline_fund_before_clearing: numbers((line) => line.before),
      reform_fund_before_clearing: numbers((line) => line.after),
      change_fund_before_clearing: numbers((line) => line.after - line.before),
    },
  };
}

/** Names of states, and the state of each case: its band where one pays, else the rule that pays it. */
function statesOf(input: SettlementInput): { states: readonly string[]; stateOf: (row: number) => number } {
  const { priced } = input;
  const bands = [
    ...new Set(input.timeline.segments.flatMap(({ policy }) => policy.outliers.bands.map(({ name }) => name))),
  ].sort(compareCodePoints);
  const bandName = bandNameReader(input, priced);
  const states = [...PAYMENT_METHODS, ...bands.map((name) => `band:${name}`)];
  const first = PAYMENT_METHODS.length;
  const placeOf = new Map(bands.map((name, place) => [name, first + place]));
  return {
    states,
    stateOf: (row) => {
      const method = priced.method[row]!;
      // A band that pays the standard is still a band: the case stands beyond its edge.
      if ((method !== METHOD_OUTLIER && method !== METHOD_STANDARD) || priced.band[row] === 0) return method;
      return placeOf.get(bandName(row)) ?? method;
    },
  };
}
