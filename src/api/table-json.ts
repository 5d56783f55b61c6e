import { z } from 'zod';
import { formatYuan } from '../kernel/money.js';
import type { ResultTable } from '../kernel/result-table.js';

const label = z.object({ zh: z.string(), en: z.string() });

export const tableSchema = z
  .object({
    table: z.string(),
    version: z.int(),
    title: label,
    columns: z.array(
      z.object({
        name: z.string(),
        type: z.enum(['text', 'count', 'money', 'number', 'ratio']),
        label,
        meaning: label.optional(),
        is_key: z.boolean(),
      }),
    ),
    row_count: z.int(),
    rows: z
      .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
      .describe('money as text in yuan with two decimals and as NAME_fen in whole fen; missing is null'),
  })
  .meta({ id: 'ResultTable' });

/** Yuan as text with two decimals under the name, and fen as a whole number under NAME_fen; null where missing. */
export function moneyFields(amounts: Readonly<Record<string, number>>): Record<string, string | number | null> {
  const fields: Record<string, string | number | null> = {};
  for (const [name, fen] of Object.entries(amounts)) {
    const isMissing = Number.isNaN(fen);
    fields[name] = isMissing ? null : formatYuan(fen);
    fields[`${name}_fen`] = isMissing ? null : fen;
  }
  return fields;
}

/** A result table as typed JSON: nothing of it needs parsing, and no amount passes through a fraction. */
export function tableJson({ schema, rowCount, columns }: ResultTable): z.infer<typeof tableSchema> {
  const rows: Record<string, string | number | null>[] = [];
  for (let row = 0; row < rowCount; row++) {
    const fields: Record<string, string | number | null> = {};
    for (const { name, type } of schema.columns) {
      const value = columns[name]![row]!;
      if (typeof value === 'string') fields[name] = value;
      else if (type === 'money') Object.assign(fields, moneyFields({ [name]: value }));
      else fields[name] = Number.isFinite(value) ? value : null;
    }
    rows.push(fields);
  }
  return {
    table: schema.name,
    version: schema.version,
    title: schema.title,
    columns: schema.columns.map(({ name, type, label, meaning, isKey }) => ({
      name,
      type,
      label,
      ...(meaning === undefined ? {} : { meaning }),
      is_key: isKey === true,
    })),
    row_count: rowCount,
    rows,
  };
}
