import { CHUNK_ROWS } from '../kernel/formula/column-steps.js';
import { createFormulaKernel, FORMULA_FAILURE } from '../kernel/formula/formula-kernel.js';
import { formulaNames } from '../kernel/formula/read-formula.js';
import {
  type FormulaSource,
  SOURCE_CLASS,
  SOURCE_CLASS_GROUP,
  SOURCE_COST,
  SOURCE_DAYS,
  SOURCE_FACTOR,
  SOURCE_MULTIPLE,
  SOURCE_PATIENT,
  SOURCE_STANDARD,
  SOURCE_UNITS,
} from './formula-sources.js';
import { FALLBACK_BY_ITEM, FALLBACK_STANDARD, failureCode } from './price-formula.js';
import type { PricePayload } from './price-payload.js';
import { UNIT_DECIMALS } from './priced-columns.js';
import { unitsFen } from './unit-parts.js';

/** What a formula may ask of a row; one object serves a whole loop. */
export interface FormulaCase {
  payClass: number;
  group: number;
  cost: number;
  standard: number;
  /** × 10^UNIT_DECIMALS. */
  units: number;
  /** Coefficient of the case × 10^FACTOR_DECIMALS; 1 where none holds. */
  factor: number;
}

/** Rows of one chunk that a formula pays, gathered into columns and computed together. */
export interface FormulaRows {
  add(row: number, asked: FormulaCase): void;
  /** Computes the rows gathered so far, writes each amount at its row (NaN where the formula has none), and empties. */
  pay(target: Float64Array): void;
}

/**
 * One kernel with its columns; made once a task, it owns its buffers.
 * @param adds  1 where amounts are added to what stands in the target, at most `capFen` each
 */
export function createFormulaRows(
  payload: PricePayload,
  formula: number,
  adds: 0 | 1,
  capFen = Number.POSITIVE_INFINITY,
): FormulaRows {
  const { tree, fallback, multiple, isUnits } = payload.formulas[formula]!;
  const { parts, columns: priced, formulaFailures } = payload;
  const decimals = Math.max(0, parts.unitDecimals);
  const toUnits = 10 ** (UNIT_DECIMALS - decimals);
  const names = new Set(formulaNames(tree));
  const sources = payload.sources.filter(({ name }) => names.has(name));
  const kernel = createFormulaKernel(
    tree,
    sources.map(({ name, kind, scale }) => ({
      name,
      scale: kind === SOURCE_MULTIPLE ? (multiple?.scale ?? 0) : scale,
    })),
    { resultScale: isUnits === 1 ? decimals : 2 },
  );
  const columns = sources.map(() => new Float64Array(CHUNK_ROWS));
  const { totalCost, pooledFund } = payload.facts;
  const { groupCount } = payload.parts;
  const rows = new Int32Array(CHUNK_ROWS);
  const classes = new Int32Array(CHUNK_ROWS);
  const costs = new Float64Array(CHUNK_ROWS);
  const standards = new Float64Array(CHUNK_ROWS);
  const units = new Float64Array(CHUNK_ROWS);
  const failures = new Uint8Array(CHUNK_ROWS);
  const out = new Float64Array(CHUNK_ROWS);
  let count = 0;

  const valueAt = ({ kind, values }: FormulaSource, row: number, asked: FormulaCase): number => {
    switch (kind) {
      case SOURCE_COST:
        return asked.cost;
      case SOURCE_STANDARD:
        return asked.standard;
      case SOURCE_UNITS:
        return asked.units;
      case SOURCE_PATIENT:
        return totalCost[row]! - pooledFund[row]!;
      case SOURCE_CLASS:
        return values[asked.payClass]!;
      case SOURCE_CLASS_GROUP:
        return values[asked.payClass * groupCount + asked.group]!;
      case SOURCE_FACTOR:
        return asked.factor;
      case SOURCE_MULTIPLE:
        return multiple?.digits ?? Number.NaN;
      case SOURCE_DAYS:
        return values[row]! < 0 ? Number.NaN : values[row]!;
      default:
        return values[row]!;
    }
  };
  return {
    add(row, asked) {
      rows[count] = row;
      classes[count] = asked.payClass;
      costs[count] = asked.cost;
      standards[count] = asked.standard;
      units[count] = asked.units;
      for (let s = 0; s < sources.length; s++) columns[s]![count] = valueAt(sources[s]!, row, asked);
      count += 1;
    },
    pay(target) {
      if (count === 0) return;
      kernel.run(columns, 0, count, out, 0, failures);
      for (let i = 0; i < count; i++) {
        let amount = out[i]!;
        if (Number.isNaN(amount)) {
          // An amount beyond what is exact is a mistake in the policy's numbers, which no fallback may hide.
          const isTooLarge = failures[i] === FORMULA_FAILURE.tooLarge;
          if (fallback === FALLBACK_BY_ITEM && !isTooLarge) amount = costs[i]!;
          else if (fallback === FALLBACK_STANDARD && !isTooLarge) {
            amount = standards[i]!;
            if (target === priced.payFen) priced.unitsScaled[rows[i]!] = units[i]!;
          } else if (formulaFailures[rows[i]!] === 0) formulaFailures[rows[i]!] = failureCode(formula, failures[i]!);
        } else if (isUnits === 1) {
          const paid = amount * toUnits;
          if (target === priced.payFen) priced.unitsScaled[rows[i]!] = paid;
          amount = unitsFen(parts, classes[i]!, paid);
        }
        if (amount > capFen) amount = capFen;
        if (adds === 1) target[rows[i]!]! += amount;
        else target[rows[i]!] = amount;
      }
      count = 0;
    },
  };
}
