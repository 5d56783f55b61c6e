import type { Text } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { askKept } from './ask-server.js';

/** A table as the API's JSON tells it. */
export interface TableJson {
  readonly table: string;
  readonly version: number;
  readonly title: Text;
  readonly columns: readonly {
    readonly name: string;
    readonly type: ResultColumnSchema['type'];
    readonly label: Text;
    readonly meaning?: Text;
    readonly is_key: boolean;
  }[];
  readonly row_count: number;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/** The same as the table it was made from: amounts in fen, missing numbers NaN. */
export function tableOfJson({ table, version, title, columns, row_count: rowCount, rows }: TableJson): ResultTable {
  return {
    schema: {
      name: table,
      version,
      title,
      columns: columns.map(({ name, type, label, meaning, is_key: isKey }) => ({
        name,
        type,
        label,
        isKey,
        ...(meaning === undefined ? {} : { meaning }),
      })),
    },
    rowCount,
    columns: Object.fromEntries(
      columns.map(({ name, type }) => [
        name,
        type === 'text'
          ? rows.map((row) => String(row[name] ?? ''))
          : Float64Array.from(rows, (row) => numberOf(row[type === 'money' ? `${name}_fen` : name])),
      ]),
    ),
  };
}

const numberOf = (value: string | number | null | undefined): number =>
  value === null || value === undefined ? Number.NaN : Number(value);

/** A table of a finished run. */
export async function tableOfRun(run: string, name: string): Promise<ResultTable> {
  return tableOfJson(await askKept<TableJson>(`/v1/runs/${encodeURIComponent(run)}/tables/${name}.json`));
}
