import { GROUPING_COLUMNS } from '../../cases/columns.js';

/** A case of a dropped file as texts by column name. */
export type FileCase = Readonly<Record<string, string>>;

/** The cases of a CSV with canonical columns; undefined where the file is none. Only for showing single cases. */
export async function casesOfFile(file: File): Promise<readonly FileCase[] | undefined> {
  if (!/\.(csv|txt)$/i.test(file.name)) return undefined;
  const rows = csvRows((await file.text()).replace(/^\ufeff/, ''));
  const names = rows[0] ?? [];
  if (!names.includes('case_id') || !names.includes('dx')) return undefined;
  return rows.slice(1).map((cells) => Object.fromEntries(names.map((name, k) => [name, cells[k] ?? ''])));
}

/** The case as /v1/group takes it. */
export function groupRequestCase(one: FileCase): Record<string, string | number> {
  const fields: Record<string, string | number> = {};
  for (const name of GROUPING_COLUMNS) {
    const text = one[name] ?? '';
    if (text === '') continue;
    fields[name] = name === 'case_id' || name === 'dx' || name === 'px' ? text : Number(text);
  }
  return fields;
}

/** Every value that is there, as text: the server reads them as it reads a file. */
export function requestCase(one: FileCase): Record<string, string> {
  return Object.fromEntries(Object.entries(one).filter(([name, value]) => name !== '' && value !== ''));
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let k = 0; k < text.length; k++) {
    const sign = text[k]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[k + 1] === '"') {
        cell += sign;
        k += 1;
      } else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      row.push(cell.replace(/\r$/, ''));
      rows.push(row);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
