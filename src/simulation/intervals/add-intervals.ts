import type { HospitalRegister } from '../../cases/register.js';
import type { Executor, PassProgress } from '../../kernel/executor.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import type { SettlementCells } from '../../settlement/settlement.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { levelClassOf } from '../aggregate-cells.js';
import { FUND_TOTAL } from '../result-schemas.js';
import { BOOTSTRAP_MEASURES, bootstrapPass, bootstrapPayload, bootstrapUnits } from './bootstrap-pass.js';
import { type IntervalCases, intervalCases } from './interval-cases.js';
import {
  addAccount,
  clearingRates,
  hospitalWeights,
  measureOf,
  quantile7,
  type Resampling,
  SIDE_MEASURES,
  type Sides,
} from './replicate-values.js';

export interface IntervalOptions {
  readonly replicates: number;
  /** E.g. 0.95: from the 2.5 % to the 97.5 % quantile. */
  readonly level: number;
  readonly resampling: Resampling;
  readonly seed: number;
}

/** A side of the comparison, priced and cleared. */
export interface IntervalScenario {
  readonly cleared: SettlementInput;
  readonly settlement: { readonly cells: SettlementCells };
}

/** Rows of fewer priced cases have no interval: their quantiles would be those of a handful of bills. */
export const LEAST_CASES = 10;

/** Which row of a table an account belongs to, by table; the tables that carry intervals. */
const KEY_COLUMNS: Readonly<Record<string, string>> = {
  hospitals: 'hospital_id',
  levels: 'level_class',
  insurance: 'insurance',
  fund: 'insurance',
};

/**
 * Adds low_… and high_… columns of a seeded bootstrap to the comparison tables of hospitals, levels, insurance types and
 * the fund: for the fund before and after clearing, income and margin, on both sides and for their change. The tables
 * given are not changed. Any executor gives the same bytes; equal sides give changes of [0, 0].
 */
export async function addIntervals(
  tables: readonly ResultTable[],
  sides: Readonly<Record<'baseline' | 'reform', IntervalScenario>>,
  register: HospitalRegister,
  options: IntervalOptions,
  executor: Executor,
  progress?: PassProgress,
): Promise<ResultTable[]> {
  const cases = intervalCases(sides.baseline.cleared, sides.reform.cleared);
  const drawn = await drawCases(cases, options, executor, progress);
  const rates = {
    baseline: clearingRates(sides.baseline.settlement.cells, cases),
    reform: clearingRates(sides.reform.settlement.cells, cases),
  };
  const weights = Array.from({ length: options.replicates }, (_, r) =>
    options.resampling === 'cases' ? undefined : hospitalWeights(cases, register, options.seed, r),
  );
  return tables.map((table) => {
    const key = KEY_COLUMNS[table.schema.name];
    if (key === undefined) return table;
    // One hospital is no sample of hospitals: only its cases can be drawn.
    const isHospital = table.schema.name === 'hospitals';
    const isBlank = isHospital && options.resampling === 'hospitals';
    const rowOf = rowsOfAccounts(table, key, cases, register);
    const values = replicateSums(cases, drawn, isHospital ? weights.map(() => undefined) : weights, rates, rowOf);
    return withColumns(table, isBlank ? [] : values, enoughCases(table, cases, rowOf), options.level);
  });
}

/** Sums of accounts by replicate; one replicate of the cases themselves where only hospitals are drawn. */
async function drawCases(
  cases: IntervalCases,
  { seed, replicates, resampling }: IntervalOptions,
  executor: Executor,
  progress: PassProgress | undefined,
): Promise<{ readonly sums: Float64Array; readonly stride: number; readonly replicates: number }> {
  const accounts = cases.accountInsurance.length;
  const stride = accounts * BOOTSTRAP_MEASURES;
  if (resampling === 'hospitals') return { sums: accountSums(cases), stride: 0, replicates };
  const payload = bootstrapPayload(cases, seed, replicates);
  await executor.run(bootstrapPass, payload, bootstrapUnits(payload), progress);
  return { sums: payload.sums, stride, replicates };
}

function accountSums({ caseStart, baseline, reform }: IntervalCases): Float64Array {
  const sums = new Float64Array((caseStart.length - 1) * BOOTSTRAP_MEASURES);
  const columns = [baseline.cost, baseline.patient, baseline.fund, reform.cost, reform.patient, reform.fund];
  for (let account = 0; account + 1 < caseStart.length; account++) {
    columns.forEach((column, m) => {
      let sum = 0;
      for (let at = caseStart[account]!; at < caseStart[account + 1]!; at++) sum += column[at]!;
      sums[account * BOOTSTRAP_MEASURES + m] = sum;
    });
  }
  return sums;
}

/** Rows of a table that each account is in; the fund's total is another one of all. */
function rowsOfAccounts(table: ResultTable, key: string, cases: IntervalCases, register: HospitalRegister): number[][] {
  const keys = table.columns[key] as readonly string[];
  const place = new Map(keys.map((text, row) => [text, row]));
  const rowsOf: number[][] = [];
  cases.hospitals.forEach((hospital, h) => {
    for (let a = cases.accountStart[h]!; a < cases.accountStart[h + 1]!; a++) {
      const own = {
        hospital_id: hospital,
        level_class: levelClassOf(register, hospital),
        insurance: cases.insurances[cases.accountInsurance[a]!]!,
      }[key]!;
      const rows = [place.get(own), table.schema.name === 'fund' ? place.get(FUND_TOTAL) : undefined];
      rowsOf.push(rows.filter((row) => row !== undefined));
    }
  });
  return rowsOf;
}

function enoughCases(table: ResultTable, { caseStart }: IntervalCases, rowsOf: readonly number[][]): boolean[] {
  const counts = new Float64Array(table.rowCount);
  rowsOf.forEach((rows, a) => {
    for (const row of rows) counts[row]! += caseStart[a + 1]! - caseStart[a]!;
  });
  return [...counts].map((count) => count >= LEAST_CASES);
}

/** By replicate and row. */
function replicateSums(
  cases: IntervalCases,
  drawn: Awaited<ReturnType<typeof drawCases>>,
  weights: readonly (Float64Array | undefined)[],
  rates: Readonly<Record<'baseline' | 'reform', Float64Array>>,
  rowsOf: readonly (readonly number[])[],
): Sides[][] {
  const rowCount = Math.max(-1, ...rowsOf.flat()) + 1;
  const empty = () => ({ cost: 0, patient: 0, before: 0, after: 0 });
  return Array.from({ length: drawn.replicates }, (_, r) => {
    const rows = Array.from({ length: rowCount }, (): Sides => ({ baseline: empty(), reform: empty() }));
    cases.hospitals.forEach((__, h) => {
      const weight = weights[r]?.[h] ?? 1;
      for (let a = cases.accountStart[h]!; a < cases.accountStart[h + 1]!; a++) {
        const at = r * drawn.stride + a * BOOTSTRAP_MEASURES;
        for (const row of rowsOf[a]!) addAccount(drawn.sums, at, weight, rates, a, rows[row]!);
      }
    });
    return rows;
  });
}

const WORDS = { low: { zh: '区间下限·', en: 'lower end: ' }, high: { zh: '区间上限·', en: 'upper end: ' } } as const;

function withColumns(
  table: ResultTable,
  replicates: readonly (readonly Sides[])[],
  isEnough: readonly boolean[],
  level: number,
): ResultTable {
  const schemas: ResultColumnSchema[] = [];
  const columns: Record<string, Float64Array> = {};
  for (const measure of SIDE_MEASURES) {
    for (const part of ['baseline', 'reform', 'change'] as const) {
      const of = table.schema.columns.find(({ name }) => name === `${part}_${measure}`);
      if (of === undefined) continue;
      const ends = Array.from({ length: table.rowCount }, (_, row) => {
        if (isEnough[row] !== true) return [Number.NaN, Number.NaN] as const;
        const values = replicates.flatMap((rows) => {
          const [before, after] = [measureOf(rows[row]!.baseline, measure), measureOf(rows[row]!.reform, measure)];
          const value = part === 'baseline' ? before : part === 'reform' ? after : after - before;
          return Number.isNaN(value) ? [] : [value];
        });
        const sorted = Float64Array.from(values).sort();
        return [quantile7(sorted, (1 - level) / 2), quantile7(sorted, (1 + level) / 2)] as const;
      });
      for (const [place, end] of (['low', 'high'] as const).entries()) {
        const name = `${end}_${of.name}`;
        const { meaning: _, ...rest } = of;
        const label = { zh: WORDS[end].zh + of.label.zh, en: WORDS[end].en + of.label.en };
        schemas.push({ ...rest, name, label });
        columns[name] = Float64Array.from(ends, (pair) =>
          of.type === 'money' ? wholeFen(pair[place]!) : pair[place]!,
        );
      }
    }
  }
  const schema = { ...table.schema, columns: [...table.schema.columns, ...schemas] };
  return { schema, rowCount: table.rowCount, columns: { ...table.columns, ...columns } };
}

/** Half away from zero; never −0. */
function wholeFen(value: number): number {
  return Number.isNaN(value) ? value : Math.sign(value) * Math.round(Math.abs(value)) + 0;
}
