import { compareToMultiple, type Decimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { ResultColumnSchema, ResultTable, ResultTableSchema } from '../kernel/result-table.js';

/** Winners and losers. Every hospital is in exactly one class; a change of exactly 1 % is `even`. */
export const HOSPITAL_CLASSES = {
  gain: { zh: '受益（收入增加超过 1%）', en: 'gains more than 1 % of income' },
  loss: { zh: '受损（收入减少超过 1%）', en: 'loses more than 1 % of income' },
  even: { zh: '基本持平（变化不超过 1%）', en: 'changes by at most 1 %' },
  no_base: { zh: '基线没有收入，无法计算变化率', en: 'no income in the baseline, so no share to compare' },
  empty: { zh: '基线与改革均无收入', en: 'no income in either' },
} as const satisfies Record<string, Text>;
export type HospitalClass = keyof typeof HOSPITAL_CLASSES;

/** Above this share of baseline income, strictly, a change is a gain or a loss. */
const THRESHOLD: Decimal = { digits: 1, scale: 2 };

export const HOSPITAL_CLASS_COLUMN: ResultColumnSchema = {
  name: 'class',
  type: 'text',
  label: { zh: '受益/受损', en: 'class' },
  meaning: {
    zh: 'gain 受益、loss 受损（收入变化超过基线 1%，恰为 1% 不算）、even 持平、no_base 基线无收入、empty 均无收入',
    en: 'gain or loss (income changes by more than 1 % of the baseline; exactly 1 % does not count), even, no_base (no baseline income), empty (no income in either)',
  },
};

/**
 * The class of one hospital by its income before and after, compared on whole fen.
 * @param threshold  share of the baseline's income that a change must exceed; default 1 %
 */
export function hospitalClassOf(
  baselineIncomeFen: number,
  reformIncomeFen: number,
  threshold: Decimal = THRESHOLD,
): HospitalClass {
  if (baselineIncomeFen === 0) return reformIncomeFen === 0 ? 'empty' : 'no_base';
  const change = reformIncomeFen - baselineIncomeFen;
  if (compareToMultiple(Math.abs(change), Math.abs(baselineIncomeFen), threshold) <= 0) return 'even';
  return change > 0 ? 'gain' : 'loss';
}

const CLASSES_SCHEMA: ResultTableSchema = {
  name: 'classes',
  version: 1,
  title: { zh: '受益与受损机构', en: 'Winners and losers' },
  columns: [
    { ...HOSPITAL_CLASS_COLUMN, isKey: true },
    { name: 'hospitals', type: 'count', label: { zh: '医疗机构数', en: 'hospitals' } },
    {
      name: 'hospital_share',
      type: 'ratio',
      label: { zh: '机构占比', en: 'share of hospitals' },
    },
    { name: 'reform_cases', type: 'count', label: { zh: '病例数', en: 'cases' } },
    { name: 'baseline_income', type: 'money', label: { zh: '基线·医院收入', en: 'baseline: hospital income' } },
    { name: 'reform_income', type: 'money', label: { zh: '改革·医院收入', en: 'reform: hospital income' } },
    { name: 'change_income', type: 'money', label: { zh: '变化·医院收入', en: 'change: hospital income' } },
  ],
};

/** Counts and sums by class, all five classes always, from the hospitals table of a comparison. */
export function summariseClasses(hospitals: ResultTable): ResultTable {
  const classes = (Object.keys(HOSPITAL_CLASSES) as HospitalClass[]).sort(compareCodePoints);
  const classOf = hospitals.columns.class as readonly string[];
  const sums = (name: string): Float64Array => {
    const values = hospitals.columns[name] as Float64Array;
    const out = new Float64Array(classes.length);
    for (let row = 0; row < hospitals.rowCount; row++) {
      out[classes.indexOf(classOf[row] as HospitalClass)]! += values[row]!;
    }
    return out;
  };
  const counts = Float64Array.from(classes, (name) => classOf.filter((found) => found === name).length);
  return {
    schema: CLASSES_SCHEMA,
    rowCount: classes.length,
    columns: {
      class: classes,
      hospitals: counts,
      hospital_share: counts.map((count) => (hospitals.rowCount === 0 ? Number.NaN : count / hospitals.rowCount)),
      reform_cases: sums('reform_cases'),
      baseline_income: sums('baseline_income'),
      reform_income: sums('reform_income'),
      change_income: sums('change_income'),
    },
  };
}
