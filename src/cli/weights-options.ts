import { parseDecimal } from '../kernel/decimal.js';
import { parseYuan } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import { OPTION_ERRORS } from '../run/run-errors.js';
import type { WeightAdjustments } from '../weighting/adjustment-factors.js';
import { type CalibratedUnit, pointsUnit, scoreUnit, weightUnit } from '../weighting/calibrated-unit.js';
import { COST_PARTS, type CostPart } from '../weighting/calibration-input.js';

export interface WeightsCliOptions {
  readonly check?: boolean;
  readonly unit?: string;
  readonly unstable?: string;
  readonly scoreBase?: string;
  readonly coefficients?: string;
  readonly adjust?: readonly string[];
}

/**
 * The unit that --unit, --unstable and --score-base name, at the decimals of the policy; undefined where none is given.
 * @throws option_value
 */
export function unitOption(options: WeightsCliOptions): ((policy: Policy) => CalibratedUnit) | undefined {
  if (options.unit === undefined && options.unstable === undefined && options.scoreBase === undefined) return undefined;
  const unit = oneOf(options.unit ?? 'weight', '--unit', ['weight', 'points', 'score']);
  const unstable = oneOf(options.unstable ?? 'mean', '--unstable', ['mean', 'median']);
  const base = scoreBase(options.scoreBase);
  if (unit !== 'score' && options.scoreBase !== undefined) {
    throw OPTION_ERRORS.option_value({ option: '--score-base', value: options.scoreBase, expected: '--unit score' });
  }
  if (unit !== 'points' && unstable === 'median') {
    throw OPTION_ERRORS.option_value({ option: '--unstable', value: unstable, expected: '--unit points' });
  }
  return ({ rounding }) => {
    if (unit === 'points') return pointsUnit(rounding.points, unstable);
    return unit === 'score' ? scoreUnit(rounding.points, base) : weightUnit(rounding.weight);
  };
}

/** overall, group=CODE or quota=YUAN. @throws option_value */
export function scoreBase(text: string | undefined): CalibratedUnit['base'] {
  if (text === undefined || text === 'overall') return 'overall_mean';
  const [name, value = ''] = text.split('=', 2);
  if (name === 'group' && value !== '') return { group: value };
  const quotaFen = name === 'quota' ? parseYuan(value) : undefined;
  if (quotaFen !== undefined && quotaFen > 0) return { quotaFen };
  const expected = 'overall, group=CODE, quota=YUAN';
  throw OPTION_ERRORS.option_value({ option: '--score-base', value: text, expected });
}

/** @throws option_value */
export function coefficientsOption(text: string | undefined): 'hospital' | undefined {
  return text === undefined ? undefined : oneOf(text, '--coefficients', ['hospital'] as const);
}

/**
 * --adjust drug=0.9 treatment=1.2 ES3*=1.05: parts of the cost by name, everything else a pattern of groups.
 * @throws option_value
 */
export function adjustmentsOption(pairs: readonly string[] | undefined): WeightAdjustments | undefined {
  if (pairs === undefined) return undefined;
  const factors: Partial<Record<CostPart, number>> = {};
  const adjustments: { groups: string[]; factor: number }[] = [];
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split('=', 2);
    const factor = parseDecimal(value);
    if (name === '' || factor === undefined || factor.digits <= 0) {
      const expected = `${COST_PARTS.join('|')}|GROUP*=FACTOR`;
      throw OPTION_ERRORS.option_value({ option: '--adjust', value: pair, expected });
    }
    const part = COST_PARTS.find((known) => known === name);
    if (part === undefined) adjustments.push({ groups: [name], factor: Number(value) });
    else factors[part] = Number(value);
  }
  return {
    ...(Object.keys(factors).length === 0 ? {} : { structure: factors }),
    ...(adjustments.length === 0 ? {} : { adjustments }),
  };
}

function oneOf<Choice extends string>(value: string, option: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw OPTION_ERRORS.option_value({ option, value, expected: choices.join(', ') });
  return found;
}
