import { divideRound } from '../kernel/decimal.js';
import type { ClassWeights } from './class-weights.js';
import { UNIT_DECIMALS } from './priced-columns.js';

/**
 * What a case's units and standard are made of, as integers of one scale each: units = weight (points, score) ×
 * coefficient × factor of the case; standard = units × rate.
 */
export interface UnitParts extends ClassWeights {
  /** By pay class. */
  readonly rate: Float64Array;
  readonly rateScale: number;
  /** By pay class: 1 where one standard holds for every case, without a weight. */
  readonly isPerCase: Uint8Array;
  /** By pay class × group, × 10^UNIT_DECIMALS, without a factor of the case; empty where the run needs no units. */
  readonly units: Float64Array;
}

const UNITS = 10n ** BigInt(UNIT_DECIMALS);

/**
 * Units (× 10^UNIT_DECIMALS) and standard (fen) of one pay class, group and factor, exact until one rounding each. A
 * published standard stands in place of units × rate: it has the hospital's coefficient in it, the case's own is put to it.
 * @param replaces  1 where the factor stands in place of the hospital coefficient
 * @param out  [units, standard]
 */
export function valueUnits(
  parts: Omit<UnitParts, 'units'>,
  payClass: number,
  group: number,
  factorDigits: number,
  factorScale: number,
  replaces: number,
  out: Float64Array,
): void {
  const isPerCase = parts.isPerCase[payClass] === 1;
  const place = payClass * parts.groupCount + group;
  const coefficient = replaces === 1 ? 1 : parts.coefficient[place]!;
  const coefficientScale = replaces === 1 ? 0 : parts.coefficientScale;
  let digits = BigInt(isPerCase ? 1 : parts.weight[place]!) * BigInt(coefficient) * BigInt(factorDigits);
  let scale = BigInt((isPerCase ? 0 : parts.weightScale) + coefficientScale + factorScale);
  if (parts.unitDecimals >= 0) {
    const decimals = BigInt(parts.unitDecimals);
    digits = divideRound(digits * 10n ** decimals, 10n ** scale);
    scale = decimals;
  }
  out[0] = Number(divideRound(digits * UNITS, 10n ** scale));
  const rate = BigInt(parts.rate[payClass]!);
  const published = publishedAt(parts, place);
  out[1] =
    published > 0
      ? Number(divideRound(BigInt(published) * BigInt(factorDigits), 10n ** BigInt(factorScale)))
      : Number(divideRound(digits * rate * 100n, 10n ** (scale + BigInt(parts.rateScale))));
}

/** The published standard at a pay class × group, fen; 0 where there is none. */
export function publishedAt({ publishedFen }: Pick<ClassWeights, 'publishedFen'>, place: number): number {
  return publishedFen.length === 0 ? 0 : publishedFen[place]!;
}

/** What units of points or score are worth at the value of a class, fen, rounded once half up. */
export function unitsFen(parts: Pick<UnitParts, 'rate' | 'rateScale'>, payClass: number, unitsScaled: number): number {
  const digits = BigInt(unitsScaled) * BigInt(parts.rate[payClass]!) * 100n;
  return Number(divideRound(digits, UNITS * 10n ** BigInt(parts.rateScale)));
}
