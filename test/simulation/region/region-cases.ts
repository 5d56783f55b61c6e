import type { CaseTable } from '../../../src/cases/case-table.js';
import { findColumn, textAt } from '../../../src/cases/case-table.js';

/** Money column of a generated table, by name. */
export function money(table: CaseTable, name: string): Float64Array {
  return findColumn(table, name, 'money')!.values;
}

export function integers(table: CaseTable, name: string): Int8Array | Int16Array | Int32Array {
  return findColumn(table, name, 'integer')!.values;
}

export function days(table: CaseTable, name: string): Int32Array {
  return findColumn(table, name, 'day')!.values;
}

/** Texts of a dictionary column, by row. */
export function texts(table: CaseTable, name: string): string[] {
  const { codes, values } = findColumn(table, name, 'dictionary')!;
  return Array.from(codes, (code) => values[code]!);
}

export function ids(table: CaseTable, name: 'case_id' | 'patient_key'): string[] {
  const column = findColumn(table, name, 'text')!;
  return Array.from({ length: table.caseCount }, (_, row) => textAt(column, row));
}

/** Mean of a figure over the rows that `isIn` keeps. */
export function meanOf(
  table: CaseTable,
  figure: (row: number) => number,
  isIn: (row: number) => boolean = () => true,
): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < table.caseCount; row++) {
    if (!isIn(row)) continue;
    sum += figure(row);
    count += 1;
  }
  return sum / count;
}

/** Every byte of every column as one list of arrays, to compare two tables. */
export function bytesOf(table: CaseTable): Record<string, Buffer> {
  const bytes: Record<string, Buffer> = {};
  const put = (name: string, array: ArrayBufferView): void => {
    bytes[name] = Buffer.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice());
  };
  for (const [name, column] of Object.entries(table.columns)) {
    for (const part of ['values', 'codes', 'offsets', 'bytes'] as const) {
      const array = (column as unknown as Record<string, unknown>)[part];
      if (ArrayBuffer.isView(array)) put(`${name}.${part}`, array);
      else if (Array.isArray(array)) bytes[`${name}.${part}`] = Buffer.from(array.join('\n'));
    }
  }
  return bytes;
}
