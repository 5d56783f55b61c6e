import { levelClassOfText } from '../cases/level-class.js';
import type { Decimal } from '../kernel/decimal.js';
import type { Fen } from '../kernel/money.js';
import { formatWeightKey, placeRank, plainGrade, type WeightKey } from './weight-key.js';
import type { WeightRow, WeightTable, WeightVariant } from './weight-table.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

/** What decides which of a table's weights a case has. An unknown part fits no key that names it. */
export interface WeightFacts {
  readonly hospitalId?: string | undefined;
  /** Settlement level class; taken from the grade where only that is known. */
  readonly level?: 3 | 2 | 1 | '3' | '2' | '1' | undefined;
  /** Text class (三甲, 三级甲等, A类 …). */
  readonly grade?: string | undefined;
  readonly insurance?: string | undefined;
}

/** Answers of a table for one class of cases, by group. */
export interface WeightsForClass {
  /** undefined: the group has no weight, or is paid by another rule (row.pay). */
  weight(group: string): Decimal | undefined;
  /** The coefficient of this group for these cases; undefined: the city states none. */
  coefficient(group: string): Decimal | undefined;
  /** Published standard payment, fen; undefined also where the group is paid by another rule (row.pay). */
  standard(group: string): Fen | undefined;
  /** Published mean cost, fen: of these cases, not the row's own. */
  mean(group: string): Fen | undefined;
  controlWeight(group: string): Decimal | undefined;
}

const rowsByGroup = new WeakMap<WeightTable, ReadonlyMap<string, WeightRow>>();

/**
 * The values of a table that hold for one class of cases (hospital, level, grade, insurance).
 *
 * Precedence, for each group and each kind of value by itself, among the keys that fit the class and state a value:
 * place decides first (hospital before grade before level before none), then a key that names the insurance wins over
 * one that does not. Where the winner by place does not name the insurance and a less exact place does (level=3 against
 * insurance=resident), neither is the more exact one: refused, unless a key with both stands for the group.
 *
 * @throws weight_key_ambiguous from the answers
 * @source order chosen here: no document states one; unverified
 */
export function weightsForClass(table: WeightTable, facts: WeightFacts): WeightsForClass {
  let rows = rowsByGroup.get(table);
  if (rows === undefined) {
    rows = new Map(table.rows.map((row) => [row.group, row]));
    rowsByGroup.set(table, rows);
  }
  const byGroup = rows;
  const fitting = (table.variants ?? []).filter((variant) => isFitting(variant.key, facts)).sort(byPrecedence);
  const find = <Value>(
    group: string,
    valuesOf: (variant: WeightVariant) => ReadonlyMap<string, Value> | undefined,
  ): Value | undefined => {
    const stating = fitting.filter((variant) => valuesOf(variant)?.has(group));
    const [best] = stating;
    if (best === undefined) return undefined;
    const rival = stating.find((other) => best.key.insurance === undefined && other.key.insurance !== undefined);
    if (rival !== undefined) {
      const keys = { first: formatWeightKey(best.key), second: formatWeightKey(rival.key) };
      throw WEIGHT_POLICY_ERRORS.weight_key_ambiguous({ group, ...keys });
    }
    return valuesOf(best)!.get(group);
  };
  return {
    weight: (group) => {
      const row = byGroup.get(group);
      if (row?.pay !== undefined) return undefined;
      return find(group, (variant) => variant.weights) ?? row?.weight;
    },
    coefficient: (group) => find(group, (variant) => variant.coefficients),
    standard: (group) =>
      byGroup.get(group)?.pay === undefined ? find(group, (variant) => variant.standards) : undefined,
    mean: (group) => find(group, (variant) => variant.means),
    controlWeight: (group) => find(group, (variant) => variant.controlWeights),
  };
}

/**
 * The weight of one group for one class of cases; see weightsForClass, which is the one to use for many groups.
 * @throws weight_key_ambiguous
 */
export function weightFor(table: WeightTable, group: string, facts: WeightFacts): Decimal | undefined {
  return weightsForClass(table, facts).weight(group);
}

/** The coefficient that a table states for one group and class of cases; undefined where it states none. */
export function coefficientFor(table: WeightTable, group: string, facts: WeightFacts): Decimal | undefined {
  return weightsForClass(table, facts).coefficient(group);
}

function isFitting(key: WeightKey, facts: WeightFacts): boolean {
  const grade = facts.grade === undefined ? undefined : plainGrade(facts.grade);
  const level = facts.level ?? (grade === undefined ? undefined : levelClassOfText(grade));
  return (
    (key.hospital === undefined || key.hospital === facts.hospitalId) &&
    (key.grade === undefined || key.grade === grade) &&
    (key.level === undefined || (level !== undefined && key.level === String(level))) &&
    (key.insurance === undefined || key.insurance === facts.insurance)
  );
}

function byPrecedence(a: WeightVariant, b: WeightVariant): number {
  const named = (key: WeightKey): number => (key.insurance === undefined ? 0 : 1);
  return placeRank(b.key) - placeRank(a.key) || named(b.key) - named(a.key);
}
