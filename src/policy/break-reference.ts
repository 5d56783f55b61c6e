import { compareDecimals, type Decimal, decimalOf } from '../kernel/decimal.js';
import type { FormulaBindings } from '../kernel/formula/evaluate-formula.js';
import { type Fen, multiplyFen } from '../kernel/money.js';
import type { OutlierBand, Policy } from './policy-schema.js';
import type { Range } from './schema/common.js';

/** What the group of the reference case is worth before coefficients, and its mean: 10,000.00 yuan. */
export const BREAK_BASE_FEN = 1_000_000;

/** A case at which breaks of payment are looked for: one level class, one set of tests. */
export interface BreakReference {
  readonly level: '3' | '2' | '1';
  readonly coefficient: Decimal;
  /** Units of the group, and what one is worth: their product is the base. */
  readonly units: Decimal;
  readonly value: Decimal;
  readonly standardFen: Fen;
  /** What band edges are multiples of. */
  readonly basisFen: Fen;
}

const ONE: Decimal = { digits: 1, scale: 0 };
const USUAL_UNITS = { 'drg-rate': 1, 'drg-points': 100, dip: 1000 } as const;
/** Units by which 10,000.00 is divided without a remainder, so that the value of one is a plain decimal. */
const UNITS = [
  1, 100, 1000, 0.5, 0.8, 1.25, 1.6, 2, 2.5, 4, 5, 8, 10, 20, 50, 160, 200, 250, 400, 500, 800, 2000, 0.25, 0.1,
];

/** Names of formulas whose worth depends on the hospital's coefficient. */
const NAMES_OF_COEFFICIENT = new Set([
  'coefficient',
  'difference_coefficient',
  'group_mean',
  'weight',
  'rate',
  'points',
  'score',
  'base_points',
  'point_value',
]);

/**
 * The reference case of a level class and the units that its bands ask for. The coefficient is that of the level where
 * it makes a difference: where bands rest on a mean or score, or a formula reads more than cost and standard. Where
 * the standard alone counts everything is in proportion to it, and the coefficient is 1.
 * @param names  what the formulas of the bands read
 */
export function breakReference(
  policy: Policy,
  level: '3' | '2' | '1',
  units: Range | undefined,
  names: readonly string[],
): BreakReference {
  const { outliers, hospital_coefficient: stated } = policy;
  const isPlain = outliers.basis === 'standard' && !names.some((name) => NAMES_OF_COEFFICIENT.has(name));
  const coefficient = isPlain || stated.components !== undefined ? ONE : decimalOf(stated.by_level[level]);
  const count =
    [USUAL_UNITS[policy.method], ...UNITS].find((one) => isInRange(one, units)) ?? USUAL_UNITS[policy.method];
  // A published standard has the coefficient in it.
  const isPublished = policy.weights.use === 'standard';
  const standardFen = isPublished ? BREAK_BASE_FEN : multiplyFen(BREAK_BASE_FEN, coefficient);
  return {
    level,
    coefficient,
    units: decimalOf(count),
    value: decimalOf(10_000 / count),
    standardFen,
    basisFen: outliers.basis === 'standard' ? standardFen : BREAK_BASE_FEN,
  };
}

function isInRange(count: number, range: Range | undefined): boolean {
  if (range === undefined) return true;
  const value = decimalOf(count);
  const from = range.from === undefined ? 1 : compareDecimals(value, decimalOf(range.from));
  const to = range.to === undefined ? -1 : compareDecimals(value, decimalOf(range.to));
  return (from > 0 || (from === 0 && range.from_included)) && (to < 0 || (to === 0 && range.to_included));
}

/**
 * Values of the names of bands for a cost: points with the coefficient in them, no coefficient of the case, a patient's
 * part of 30 %, ten days, no amounts apart, group values as `otherwise` says or the first that is stated.
 */
export function breakBindings(
  policy: Policy,
  band: Pick<OutlierBand, 'from'>,
  { coefficient, units, value, standardFen }: BreakReference,
  costFen: Fen,
): FormulaBindings {
  const money = (fen: Fen): Decimal => ({ digits: fen, scale: 2 });
  const none = money(0);
  const points: Decimal = { digits: units.digits * coefficient.digits, scale: units.scale + coefficient.scale };
  const bindings = new Map<string, Decimal | undefined>([
    ['cost', money(costFen)],
    ['standard', money(standardFen)],
    ['group_mean', money(BREAK_BASE_FEN)],
    ['coefficient', coefficient],
    ['difference_coefficient', coefficient],
    ['case_coefficient', ONE],
    ['weight', units],
    ['base_points', units],
    ['points', points],
    ['score', points],
    ['rate', value],
    ['point_value', value],
    ['multiple', band.from === undefined ? undefined : decimalOf(band.from)],
    ['los_days', { digits: 10, scale: 0 }],
    ['patient', money(multiplyFen(costFen, { digits: 3, scale: 1 }))],
    ['unreasonable_cost', none],
    ['new_tech_cost', none],
    ['separate_drug_cost', none],
  ]);
  for (const [name, stated] of Object.entries(policy.group_values ?? {})) {
    const number = stated.otherwise ?? Object.values(stated.by_group)[0];
    bindings.set(name, number === undefined ? undefined : decimalOf(number));
  }
  return bindings;
}
