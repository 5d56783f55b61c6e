import type { Decimal } from '../../kernel/decimal.js';
import { compareCodePoints } from '../../kernel/hash.js';
import type { ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { HOSPITAL_CLASSES, type HospitalClass, hospitalClassOf } from '../hospital-classes.js';

/** Shares of baseline income that a change must exceed, strictly, to count as a gain or a loss. */
export const WINNER_THRESHOLDS: readonly { readonly key: string; readonly share: Decimal }[] = [
  { key: '1%', share: { digits: 1, scale: 2 } },
  { key: '5%', share: { digits: 5, scale: 2 } },
];

const { money } = COLUMN;

const SCHEMA: ResultTableSchema = {
  name: 'winners',
  version: 1,
  title: { zh: '受益与受损', en: 'Winners and losers' },
  columns: [
    {
      name: 'threshold',
      type: 'text',
      isKey: true,
      label: { zh: '界限', en: 'threshold' },
      meaning: {
        zh: '收入变化须超过基线收入的这一比例才计为受益或受损，恰好相等不算',
        en: 'a change of income counts as gain or loss above this share of the baseline; exactly on it does not',
      },
    },
    { name: 'class', type: 'text', isKey: true, label: { zh: '受益/受损', en: 'class' } },
    { name: 'hospitals', type: 'count', label: { zh: '医疗机构数', en: 'hospitals' } },
    { name: 'hospital_share', type: 'ratio', label: { zh: '机构占比', en: 'share of hospitals' } },
    { name: 'cases_before', type: 'count', label: { zh: '基线病例数', en: 'cases in the baseline' } },
    money('income_before', '基线医院收入', 'income in the baseline'),
    money('income_after', '改革后医院收入', 'income under the reform'),
    money('income_change', '收入变化', 'change of income'),
  ],
};

/** Winners and losers counted at 1 % and at 5 %: every hospital once for each, empty classes on lines of their own. */
export function winnersTable(hospitals: ResultTable): ResultTable {
  const column = (name: string): Float64Array => hospitals.columns[name] as Float64Array;
  const [cases, before, after] = [column('baseline_cases'), column('baseline_income'), column('reform_income')];
  const classes = (Object.keys(HOSPITAL_CLASSES) as HospitalClass[]).sort(compareCodePoints);
  const lines = WINNER_THRESHOLDS.flatMap(({ key, share }) => {
    const classOf = Array.from(before, (income, row) => hospitalClassOf(income, after[row]!, share));
    return classes.map((name) => {
      const rows = [...classOf.keys()].filter((row) => classOf[row] === name);
      const sum = (values: Float64Array): number => rows.reduce((total, row) => total + values[row]!, 0);
      return { key, name, hospitals: rows.length, cases: sum(cases), before: sum(before), after: sum(after) };
    });
  });
  return {
    schema: SCHEMA,
    rowCount: lines.length,
    columns: {
      threshold: lines.map(({ key }) => key),
      class: lines.map(({ name }) => name),
      hospitals: Float64Array.from(lines, (line) => line.hospitals),
      hospital_share: Float64Array.from(lines, (line) =>
        hospitals.rowCount === 0 ? Number.NaN : line.hospitals / hospitals.rowCount,
      ),
      cases_before: Float64Array.from(lines, (line) => line.cases),
      income_before: Float64Array.from(lines, (line) => line.before),
      income_after: Float64Array.from(lines, (line) => line.after),
      income_change: Float64Array.from(lines, (line) => line.after - line.before),
    },
  };
}
