import { type CaseTable, type Column, findColumn, needColumn } from '../../cases/case-table.js';

/**
 * Cases under another hospital: hospital_id, and the level as cases of that hospital write it. Departments stay by their
 * names. Nothing given is changed.
 * @param hospital  code in hospital_id by row, -1: the case stays
 */
export function moveCases(table: CaseTable, hospital: Int32Array): CaseTable {
  const ids = needColumn(table, 'hospital_id', 'dictionary', 'behaviour');
  const level = findColumn(table, 'hospital_level', 'dictionary');
  const codes = sharedCopy(ids.codes);
  const levelCodes = level === undefined ? undefined : sharedCopy(level.codes);
  const firstRow = new Map<number, number>();
  ids.codes.forEach((code, row) => {
    if (!firstRow.has(code)) firstRow.set(code, row);
  });
  for (let row = 0; row < table.caseCount; row++) {
    const to = hospital[row]!;
    if (to < 0) continue;
    codes[row] = to;
    const example = firstRow.get(to);
    if (levelCodes !== undefined && example !== undefined) levelCodes[row] = level!.codes[example]!;
  }
  const columns: Record<string, Column> = { ...table.columns, hospital_id: { ...ids, codes } };
  if (level !== undefined && levelCodes !== undefined) columns.hospital_level = { ...level, codes: levelCodes };
  return { ...table, columns };
}

function sharedCopy(from: Uint16Array | Uint32Array): Uint16Array | Uint32Array {
  const buffer = new SharedArrayBuffer(from.byteLength);
  const into = from instanceof Uint16Array ? new Uint16Array(buffer) : new Uint32Array(buffer);
  into.set(from);
  return into;
}
