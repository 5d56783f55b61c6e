import type { ResultTable } from '../../kernel/result-table.js';

/** The attribution added up over all accounts: a line a lever, in the order of the levers. */
export function sumByLever({ schema, rowCount, columns }: ResultTable): ResultTable {
  const leverOf = columns.lever as readonly string[];
  const ruleOf = columns.rule as readonly string[];
  const levers = [...new Set(leverOf)];
  const sums = schema.columns.filter(({ type }) => type === 'money');
  const added = Object.fromEntries(
    sums.map(({ name }) => {
      const values = columns[name] as Float64Array;
      const out = new Float64Array(levers.length);
      for (let row = 0; row < rowCount; row++) out[levers.indexOf(leverOf[row]!)]! += values[row]!;
      return [name, out];
    }),
  );
  return {
    schema: {
      ...schema,
      name: 'attribution_sums',
      columns: schema.columns.filter(({ name }) => !/_id$|^insurance$/.test(name)),
    },
    rowCount: levers.length,
    columns: { lever: levers, rule: levers.map(() => ruleOf[0] ?? ''), ...added },
  };
}
