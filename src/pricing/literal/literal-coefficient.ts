import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { multiplyRationals, type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import { formulaNames } from '../../kernel/formula/read-formula.js';
import type { Policy } from '../../policy/policy-schema.js';
import { plainGrade } from '../../weighting/weight-key.js';
import type { WeightTable } from '../../weighting/weight-table.js';
import { readComponentFormula } from '../hospital-coefficient.js';
import { exactly, greater, lesser, sumOf } from './literal-numbers.js';
import { coefficientIn, type LiteralPlace } from './literal-weights.js';

type Component = NonNullable<Policy['hospital_coefficient']['components']>[number];

/** A policy's coefficient for a hospital has no value for one of its components: such a run is refused. */
export class LiteralCoefficientMissing extends Error {}

/**
 * The hospital coefficient of one group, exactly: the sum of the components, or what is stated for hospital, grade or
 * level with the table's own coefficient in place of it or beside it; within floor and cap, then rounded.
 */
export function literalCoefficient(policy: Policy, table: WeightTable, place: LiteralPlace, group: string): Rational {
  const { components, group_coefficients: own, floor, cap, decimals } = policy.hospital_coefficient;
  let value: Rational;
  if (components !== undefined) {
    value = sumOf(
      components.map((component) =>
        multiplyRationals(exactly(component.weight), componentOf(policy, table, place, group, component)),
      ),
    );
  } else {
    value = statedFor(policy, place);
    const ofGroup = coefficientIn(table, group, place);
    if (ofGroup !== undefined && own === 'replace') value = rationalOf(ofGroup);
    if (ofGroup !== undefined && own === 'multiply') value = multiplyRationals(value, rationalOf(ofGroup));
  }
  if (floor !== undefined) value = greater(value, exactly(floor));
  if (cap !== undefined) value = lesser(value, exactly(cap));
  if (decimals === undefined) return value;
  return { numerator: roundRational(value, decimals), denominator: 10n ** BigInt(decimals) };
}

function statedFor({ hospital_coefficient: stated }: Policy, place: LiteralPlace): Rational {
  const own = stated.by_hospital[place.hospital];
  if (own !== undefined) return exactly(own);
  const ofGrade = gradeOf(stated.by_grade, place);
  return exactly(ofGrade ?? stated.by_level[place.levelClass]);
}

function gradeOf(byGrade: Readonly<Record<string, number>> | undefined, { grade }: LiteralPlace): number | undefined {
  if (grade === undefined) return undefined;
  return Object.entries(byGrade ?? {}).find(([name]) => plainGrade(name) === plainGrade(grade))?.[1];
}

function componentOf(
  policy: Policy,
  table: WeightTable,
  place: LiteralPlace,
  group: string,
  component: Component,
): Rational {
  const value = originOf(policy, table, place, group, component);
  if (value !== undefined) return value;
  if (component.missing === undefined) throw new LiteralCoefficientMissing(`${component.name} ${place.hospital}`);
  return exactly(component.missing);
}

function originOf(
  policy: Policy,
  table: WeightTable,
  place: LiteralPlace,
  group: string,
  component: Component,
): Rational | undefined {
  const { numbers } = place;
  const known = (value: number | undefined) => (value === undefined ? undefined : exactly(value));
  if (component.by_level !== undefined) return known(component.by_level[place.levelClass]);
  if (component.by_grade !== undefined) return known(gradeOf(component.by_grade, place));
  if (component.by_hospital !== undefined) return known(component.by_hospital[place.hospital]);
  if (component.register !== undefined) {
    const number = numbers?.get(component.register);
    return number === undefined ? undefined : rationalOf(number);
  }
  if (component.table !== undefined) {
    const found = coefficientIn(table, group, place, component.table);
    return found === undefined ? undefined : rationalOf(found);
  }
  const tree = readComponentFormula(component.formula!);
  const level = policy.hospital_coefficient.by_level[place.levelClass];
  const bindings = new Map(
    formulaNames(tree).map((name) => [
      name,
      name === 'level_coefficient'
        ? { digits: Number(exactly(level).numerator), scale: scaleOf(level) }
        : numbers?.get(name),
    ]),
  );
  const value = evaluateFormula(tree, bindings);
  // A component's formula is rounded to eight decimals before it enters the sum.
  return value === undefined ? undefined : { numerator: roundRational(value, 8), denominator: 10n ** 8n };
}

const scaleOf = (value: number): number => exactly(value).denominator.toString().length - 1;
