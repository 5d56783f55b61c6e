import type { Decimal } from '../kernel/decimal.js';
import { formatWeightKey, parseWeightKey, type WeightKey } from './weight-key.js';
import type { WeightVariant } from './weight-table.js';

/** Columns every weight file has; reading needs only group and weight. Costs are yuan. */
export const WEIGHT_FILE_COLUMNS = [
  'group',
  'name',
  'cases',
  'kept_cases',
  'mean_cost',
  'weight',
  'cv',
  'status',
] as const;

/** Columns of rows that stand only where a row fills them. */
export const WEIGHT_ROW_EXTRAS = ['class', 'pay', 'note', 'los_days', 'drug_score', 'consumable_score'] as const;

/**
 * Columns by key: `weight:level=3`, `coefficient:hospital=H001`, `standard:grade=三甲`,
 * `mean_cost:level=3&insurance=employee`. Without a key (`coefficient`, `standard`, `control_weight`) the value holds
 * for every case; a weight and a mean cost for every case are the row's own.
 */
export const VARIANT_KINDS = [
  { kind: 'weight', field: 'weights', isMoney: false },
  { kind: 'coefficient', field: 'coefficients', isMoney: false },
  { kind: 'standard', field: 'standards', isMoney: true },
  { kind: 'mean_cost', field: 'means', isMoney: true },
  { kind: 'control_weight', field: 'controlWeights', isMoney: false },
] as const;
export type VariantKind = (typeof VARIANT_KINDS)[number]['kind'];

export interface VariantColumn {
  readonly kind: VariantKind;
  readonly key: WeightKey;
}

/** The values of one kind that a variant states, by group: decimals, or fen for standards and means. */
export function variantValues(
  variant: WeightVariant,
  kind: VariantKind,
): ReadonlyMap<string, Decimal | number> | undefined {
  return variant[VARIANT_KINDS.find((entry) => entry.kind === kind)!.field];
}

export function formatVariantColumn({ kind, key }: VariantColumn): string {
  const text = formatWeightKey(key);
  return text === '' ? kind : `${kind}:${text}`;
}

/**
 * What a heading of a weight file says by key; undefined for the columns of rows, `invalid` for a heading with a colon
 * that is none of ours.
 */
export function parseVariantColumn(heading: string): VariantColumn | 'invalid' | undefined {
  const colon = heading.indexOf(':');
  const name = (colon < 0 ? heading : heading.slice(0, colon)).trim().toLowerCase();
  const entry = VARIANT_KINDS.find(({ kind }) => kind === name);
  if (colon < 0) {
    return entry === undefined || entry.kind === 'weight' || entry.kind === 'mean_cost'
      ? undefined
      : { kind: entry.kind, key: {} };
  }
  const key = parseWeightKey(heading.slice(colon + 1).trim());
  return entry === undefined || key === undefined || formatWeightKey(key) === ''
    ? 'invalid'
    : { kind: entry.kind, key };
}
