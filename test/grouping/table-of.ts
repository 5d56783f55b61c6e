import type { CaseTable, CodesColumn } from '../../src/cases/case-table.js';
import { columnSchema } from '../../src/cases/columns.js';
import type { CaseRecord } from '../../src/grouping/group-columns.js';
import { CASE_NUMBERS } from '../../src/grouping/interpreter/case-facts.js';
import { sharedInt8, sharedInt16, sharedInt32, sharedUint8, sharedUint32 } from '../../src/kernel/shared-arrays.js';

/** Cases as the reader would hand them over. `known` codes stand first in the dictionaries, as the reader puts them. */
export function tableOf(
  records: readonly CaseRecord[],
  known: { readonly diagnoses: readonly string[]; readonly procedures: readonly string[] } = {
    diagnoses: [],
    procedures: [],
  },
): CaseTable {
  const columns: Record<string, CaseTable['columns'][string]> = { case_id: textColumn(records) };
  for (const name of CASE_NUMBERS) {
    const storage = columnSchema(name)!.storage;
    const allocate = storage === 'int8' ? sharedInt8 : storage === 'int16' ? sharedInt16 : sharedInt32;
    const values = allocate(records.length);
    records.forEach((record, row) => {
      values[row] = record[name];
    });
    columns[name] = { kind: 'integer', values };
  }
  columns.dx = codesColumn(
    records.map((record) => record.dx),
    known.diagnoses,
  );
  columns.px = codesColumn(
    records.map((record) => record.px),
    known.procedures,
  );
  const sourceRow = sharedUint32(records.length);
  for (let row = 0; row < records.length; row++) sourceRow[row] = row + 1;
  return { caseCount: records.length, columns, sourceRow };
}

function textColumn(records: readonly CaseRecord[]): CaseTable['columns'][string] {
  const encoded = records.map((record) => new TextEncoder().encode(record.case_id));
  const bytes = sharedUint8(encoded.reduce((total, part) => total + part.length, 0));
  const offsets = sharedUint32(records.length + 1);
  encoded.forEach((part, row) => {
    bytes.set(part, offsets[row]!);
    offsets[row + 1] = offsets[row]! + part.length;
  });
  return { kind: 'text', offsets, bytes };
}

function codesColumn(lists: readonly (readonly string[])[], known: readonly string[]): CodesColumn {
  const values = ['', ...known];
  const index = new Map(values.map((code, at) => [code, at]));
  const offsets = sharedUint32(lists.length + 1);
  const codes = sharedUint32(lists.reduce((total, list) => total + list.length, 0));
  lists.forEach((list, row) => {
    let at = offsets[row]!;
    for (const code of list) {
      let found = index.get(code);
      if (found === undefined) {
        found = values.push(code) - 1;
        index.set(code, found);
      }
      codes[at++] = found;
    }
    offsets[row + 1] = at;
  });
  return { kind: 'codes', offsets, codes, values };
}
