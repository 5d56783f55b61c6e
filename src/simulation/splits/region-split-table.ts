import { findColumn } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { poolKey } from '../../policy/pool-key.js';
import type { PoolResult, Settlement } from '../../settlement/settlement.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { isSplit, splitBasis, splitByRegions } from '../../settlement/split-budget.js';
import { COUNT, column, KEY, MONEY, type RowColumn, TEXT, tableOf } from '../clearing-tables.js';
import { splitCells } from './split-cells.js';

/** One region's part of one pool. Money in fen, NaN where the cases do not say who comes from where. */
interface RegionPart {
  readonly split: string;
  readonly insurance: string;
  readonly region: string;
  readonly of: string;
  readonly basisFen: number;
  readonly share: number;
  readonly agreedFen: number;
  readonly cases: number;
  readonly actualFen: number;
}

const COLUMNS: readonly RowColumn<RegionPart>[] = [
  column('split', '分担约定', 'agreement', KEY, (row) => row.split),
  column('insurance', '险种', 'insurance', KEY, (row) => row.insurance),
  column('region', '地区', 'region', KEY, (row) => row.region),
  column(
    'of',
    '分担对象',
    'what is split',
    {
      ...TEXT,
      meaning: {
        zh: 'budget 预算、paid_fund 清算后基金支付、balance 结余（负数为超支）',
        en: 'budget; paid_fund: paid after clearing; balance, below 0 an overrun',
      },
    },
    (row) => row.of,
  ),
  column('basis', '分担金额', 'amount to split', MONEY, (row) => row.basisFen),
  column('share', '约定比例', 'agreed share', { type: 'number', decimals: 6 }, (row) => row.share),
  column('agreed', '约定承担', 'agreed part', MONEY, (row) => row.agreedFen),
  column(
    'cases',
    '本地区参保人病例',
    'cases of its insured',
    { ...COUNT, meaning: { zh: '无参保地列时留空', en: 'blank where cases name no region of insurance' } },
    (row) => row.cases,
  ),
  column('actual', '本地区参保人实际支付', 'paid for its insured', MONEY, (row) => row.actualFen),
  column(
    'difference',
    '约定 − 实际',
    'agreed − paid for its insured',
    {
      ...MONEY,
      meaning: {
        zh: '正数：该地区承担多于其参保人所用，负数相反；分担结余时留空',
        en: 'above 0: the region bears more than its insured used; blank where a balance is split, which payments are no measure of',
      },
    },
    (row) => (row.of === 'balance' ? Number.NaN : row.agreedFen - row.actualFen),
  ),
];

/**
 * The split of pools between regions by agreed percentages (clearing.region_split), beside what was paid for the insured
 * of each region: every pool's parts add up to its amount, and the payments to what the pool paid, to the fen.
 * @returns no table where the policy has no such agreement
 */
export function regionSplitTable(
  input: SettlementInput,
  settlement: Settlement,
  prefix: '' | 'baseline_' | 'reform_' = '',
): ResultTable[] {
  const { clearing, pools } = input.timeline.segments.at(-1)!.policy;
  const splits = clearing.region_split ?? [];
  if (splits.length === 0) return [];
  const used = usedByRegion(input, settlement);
  const names = new Set(pools.map(poolKey));
  const rows = splits.flatMap((split) =>
    settlement.pools
      .filter((pool) => names.has(pool.insurance) && isSplit(split, pool))
      .flatMap((pool): RegionPart[] => {
        const basisFen = splitBasis(split, pool);
        const agreed = splitByRegions(split, basisFen);
        const own = { split: split.name, insurance: pool.insurance, of: split.of, basisFen };
        return [
          ...agreed.map(({ region, share, fen }) => ({ ...own, region, share, agreedFen: fen, ...used(pool, region) })),
          // Regions outside the agreement whose insured were paid for all the same.
          ...used
            .regions(pool)
            .filter((region) => !Object.hasOwn(split.shares, region))
            .map((region) => ({ ...own, region, share: 0, agreedFen: 0, ...used(pool, region) })),
        ];
      }),
  );
  return tableOf(`${prefix}region_split`, '地区分担', 'Split between regions', COLUMNS, rows);
}

interface Used {
  (pool: PoolResult, region: string): Pick<RegionPart, 'cases' | 'actualFen'>;
  readonly regions: (pool: PoolResult) => string[];
}

/** What was paid for the insured of each region, from the cells cut by region of insurance. */
function usedByRegion(input: SettlementInput, settlement: Settlement): Used {
  const insured = findColumn(input.table, 'insured_region', 'dictionary');
  const nothing = { cases: Number.NaN, actualFen: Number.NaN };
  if (insured === undefined) return Object.assign(() => nothing, { regions: () => [] });
  const cells = splitCells(input, settlement, (row) => insured.codes[row]!, insured.values.length);
  const sums = new Map<string, Map<string, { cases: number; actualFen: number }>>();
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const [pool, region] = [cells.insurances[cells.insurance[cell]!]!, insured.values[cells.part[cell]!]!];
    const ofPool = sums.get(pool) ?? new Map<string, { cases: number; actualFen: number }>();
    const before = ofPool.get(region) ?? { cases: 0, actualFen: 0 };
    const actualFen = before.actualFen + cells.sums.fund[cell]!;
    ofPool.set(region, { cases: before.cases + cells.sums.cases[cell]!, actualFen });
    sums.set(pool, ofPool);
  }
  return Object.assign(
    ({ insurance }: PoolResult, region: string) => sums.get(insurance)?.get(region) ?? { cases: 0, actualFen: 0 },
    { regions: ({ insurance }: PoolResult) => [...(sums.get(insurance)?.keys() ?? [])].sort(compareCodePoints) },
  );
}
