import { z } from 'zod';
import { plainNumber } from '../report/csv-text.js';
import type { WeightTexts } from '../run/price-records.js';
import { parseVariantColumn, WEIGHT_FILE_COLUMNS, WEIGHT_ROW_EXTRAS } from '../weighting/weight-columns.js';

/** A cell as text or number. */
export const written = z.union([z.string().max(200), z.number()]);

const COLUMNS: ReadonlySet<string> = new Set([...WEIGHT_FILE_COLUMNS, ...WEIGHT_ROW_EXTRAS]);

/** Whether a weight file has such a column, by itself or by a key; a name that it would skip is refused in a request. */
function isColumn(name: string): boolean {
  const variant = parseVariantColumn(name);
  return COLUMNS.has(name) || (variant !== undefined && variant !== 'invalid');
}

/**
 * Rows of a weight file (docs/weights.md): group and weight, and whatever other column it may have, such as
 * `standard`, `standard:level=3`, `weight:hospital=H1` or `class`. Other names are refused.
 */
export const weightsSchema = z
  .array(
    z
      .object({ group: z.string().min(1).max(20), weight: written.exactOptional() })
      .catchall(written)
      .superRefine((row, context) => {
        const keys = Object.keys(row).filter((name) => !isColumn(name));
        if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: row });
      }),
  )
  .min(1)
  .describe(
    'rows of a weight file: group, weight, and its other columns where wanted: standard, coefficient, mean_cost, class, and by key weight:level=3, standard:hospital=H1, coefficient:insurance=employee; absent only where the policy pays one plain standard',
  );

/** The rows as a weight file would have them. */
export function weightTexts(rows: z.infer<typeof weightsSchema> | undefined): WeightTexts | undefined {
  return rows?.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellText(value)])));
}

export function cellText(value: string | number | undefined): string {
  return typeof value === 'number' ? plainNumber(value) : (value ?? '');
}
