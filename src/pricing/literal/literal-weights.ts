import type { Decimal } from '../../kernel/decimal.js';
import type { Policy } from '../../policy/policy-schema.js';
import { applyWeightPatches } from '../../weighting/apply-weight-patches.js';
import { plainGrade, type WeightKey } from '../../weighting/weight-key.js';
import type { WeightTable, WeightVariant } from '../../weighting/weight-table.js';
import type { PricingInput } from '../pricing-input.js';
import type { LiteralCase } from './literal-case.js';

/** Which case a weight or coefficient of the table is looked up for. */
export interface LiteralPlace {
  readonly hospital: string;
  readonly levelClass: 3 | 2 | 1;
  readonly grade: string | undefined;
  readonly insurance: string;
  /** Further numbers of the register. */
  readonly numbers?: ReadonlyMap<string, Decimal>;
}

/** The table with the reforms' patches of the case's own day. */
export function tableOn(input: PricingInput, record: LiteralCase): WeightTable {
  const day = record.day ?? input.timeline.segments[0]!.from;
  return applyWeightPatches(input.weights, input.timeline.weightPatches, day);
}

/**
 * The weight of a group: that of the variant whose key names the case most exactly, else the row's own. Place first
 * (hospital, grade, level), then insurance. A group that the table pays by another rule has none, nor has a weight of 0.
 */
export function weightIn(table: WeightTable, group: string, place: LiteralPlace): Decimal | undefined {
  const row = table.rows.find((candidate) => candidate.group === group);
  if (row?.pay !== undefined) return undefined;
  const weight = mostExact(table, place, (variant) => variant.weights?.get(group)) ?? row?.weight;
  return weight === undefined || weight.digits <= 0 ? undefined : weight;
}

/** The standard payment that the table publishes for a group, fen; undefined where the policy does not pay by such. */
export function publishedIn(
  policy: Policy,
  table: WeightTable,
  group: string,
  place: LiteralPlace,
): bigint | undefined {
  if (policy.weights.use !== 'standard') return undefined;
  if (table.rows.find((row) => row.group === group)?.pay !== undefined) return undefined;
  const fen = mostExact(table, place, (variant) => variant.standards?.get(group));
  return fen === undefined || fen === 0 ? undefined : BigInt(fen);
}

/** The mean cost of a group, fen: of the most exact key that states one, else the row's. */
export function tableMean(table: WeightTable, group: string, place: LiteralPlace): bigint | undefined {
  const fen =
    mostExact(table, place, (variant) => variant.means?.get(group)) ??
    table.rows.find((row) => row.group === group)?.meanFen;
  return fen === undefined || Number.isNaN(fen) ? undefined : BigInt(Math.round(fen));
}

/** Whether a group has a standard: a published one, or a weight where the policy pays without one by it. */
export function hasStandardIn(policy: Policy, table: WeightTable, group: string, place: LiteralPlace): boolean {
  if (policy.rate.kind === 'standard' || publishedIn(policy, table, group, place) !== undefined) return true;
  if (policy.weights.use === 'standard' && policy.weights.without_standard === 'unweighted') return false;
  return weightIn(table, group, place) !== undefined;
}

/** The group's own coefficient in the table; `named`: only of keys that name this part. */
export function coefficientIn(
  table: WeightTable,
  group: string,
  place: LiteralPlace,
  named?: 'hospital' | 'grade' | 'level',
): Decimal | undefined {
  return mostExact(table, place, (variant) =>
    named !== undefined && variant.key[named] === undefined ? undefined : variant.coefficients?.get(group),
  );
}

function mostExact<Value>(
  table: WeightTable,
  place: LiteralPlace,
  stated: (variant: WeightVariant) => Value | undefined,
): Value | undefined {
  const fitting = (table.variants ?? []).filter(({ key }) => agrees(key, place));
  const stating = fitting.filter((variant) => stated(variant) !== undefined);
  const exactness = ({ key }: WeightVariant): number =>
    (key.hospital === undefined ? 0 : 8) +
    (key.grade === undefined ? 0 : 4) +
    (key.level === undefined ? 0 : 2) +
    (key.insurance === undefined ? 0 : 1);
  let best: WeightVariant | undefined;
  for (const variant of stating) if (best === undefined || exactness(variant) > exactness(best)) best = variant;
  return best === undefined ? undefined : stated(best);
}

function agrees(key: WeightKey, place: LiteralPlace): boolean {
  if (key.hospital !== undefined && key.hospital !== place.hospital) return false;
  if (key.level !== undefined && Number(key.level) !== place.levelClass) return false;
  if (key.insurance !== undefined && key.insurance !== place.insurance) return false;
  return key.grade === undefined || (place.grade !== undefined && key.grade === plainGrade(place.grade));
}
