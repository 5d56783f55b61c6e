import { CHUNK_ROWS } from '../kernel/formula/column-steps.js';
import { createFormulaKernel } from '../kernel/formula/formula-kernel.js';
import { formulaNames } from '../kernel/formula/read-formula.js';
import type { PricePayload } from './price-payload.js';

/** Rows of one chunk that a formula pays, gathered into columns and computed together. */
export interface FormulaRows {
  add(row: number, payClass: number, groupPlace: number, standardFen: number): void;
  /** Computes the rows gathered so far, writes each amount at its row (NaN where the formula has none), and empties. */
  pay(payFen: Float64Array): void;
}

/** One kernel with its columns; made once a task, it owns its buffers. */
export function createFormulaRows(payload: PricePayload, formula: number): FormulaRows {
  const tree = payload.bands.formulas[formula]!;
  const { facts, formulaFacts, groupMeans } = payload;
  const names = new Set(formulaNames(tree));
  const isPlain = !['group_mean', 'coefficient', 'weight', 'rate'].some((name) => names.has(name));
  const kernel = createFormulaKernel(tree, [
    { name: 'cost', scale: 2 },
    { name: 'standard', scale: 2 },
    { name: 'group_mean', scale: 2 },
    { name: 'coefficient', scale: formulaFacts.coefficientScale },
    { name: 'weight', scale: formulaFacts.weightScale },
    { name: 'rate', scale: formulaFacts.rateScale },
  ]);
  const columns = kernel.inputs.map(() => new Float64Array(CHUNK_ROWS));
  const [cost, standard, mean, coefficient, weight, rate] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const rows = new Int32Array(CHUNK_ROWS);
  const out = new Float64Array(CHUNK_ROWS);
  let count = 0;
  return {
    add(row, payClass, groupPlace, standardFen) {
      rows[count] = row;
      cost[count] = facts.totalCost[row]!;
      standard[count] = standardFen;
      if (!isPlain) {
        mean[count] = groupMeans[groupPlace]!;
        coefficient[count] = formulaFacts.coefficient[payClass]!;
        weight[count] = formulaFacts.weight[groupPlace]!;
        rate[count] = formulaFacts.rate[payClass]!;
      }
      count += 1;
    },
    pay(payFen) {
      if (count === 0) return;
      kernel.run(columns, 0, count, out, 0);
      for (let i = 0; i < count; i++) payFen[rows[i]!] = out[i]!;
      count = 0;
    },
  };
}
