import type { CaseTable, Column } from '../../cases/case-table.js';
import {
  sharedFloat64,
  sharedInt8,
  sharedInt16,
  sharedInt32,
  sharedUint8,
  sharedUint16,
  sharedUint32,
} from '../../kernel/shared-arrays.js';

type Numbers = Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** Tables of one making (same columns, same dictionaries) one after the other; rows are numbered through. */
export function joinTables(tables: readonly CaseTable[]): CaseTable {
  const first = tables[0]!;
  const caseCount = tables.reduce((sum, table) => sum + table.caseCount, 0);
  const columns: Record<string, Column> = {};
  for (const name of Object.keys(first.columns))
    columns[name] = joinColumn(tables.map((table) => table.columns[name]!));
  const sourceRow = sharedUint32(caseCount);
  for (let row = 0; row < caseCount; row++) sourceRow[row] = row + 1;
  return { caseCount, columns, sourceRow };
}

function joinColumn(parts: readonly Column[]): Column {
  const first = parts[0]!;
  switch (first.kind) {
    case 'money':
    case 'integer':
    case 'day':
      return { ...first, values: joinNumbers(parts.map((part) => (part as typeof first).values)) } as Column;
    case 'dictionary': {
      const same = parts.map((part) => part as typeof first);
      return {
        kind: 'dictionary',
        codes: joinNumbers(same.map(({ codes }) => codes)) as Uint16Array,
        values: first.values,
      };
    }
    case 'text': {
      const same = parts.map((part) => part as typeof first);
      return {
        kind: 'text',
        offsets: joinOffsets(same.map(({ offsets }) => offsets as Uint32Array)),
        bytes: joinNumbers(same.map(({ bytes }) => bytes)) as Uint8Array,
      };
    }
    case 'codes': {
      const same = parts.map((part) => part as typeof first);
      return {
        kind: 'codes',
        offsets: joinOffsets(same.map(({ offsets }) => offsets)),
        codes: joinNumbers(same.map(({ codes }) => codes)) as Uint16Array,
        values: first.values,
      };
    }
  }
}

function joinNumbers(parts: readonly Numbers[]): Numbers {
  const joined = allocateLike(
    parts[0]!,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function allocateLike(sample: Numbers, length: number): Numbers {
  if (sample instanceof Float64Array) return sharedFloat64(length);
  if (sample instanceof Int8Array) return sharedInt8(length);
  if (sample instanceof Int16Array) return sharedInt16(length);
  if (sample instanceof Int32Array) return sharedInt32(length);
  if (sample instanceof Uint8Array) return sharedUint8(length);
  return sample instanceof Uint16Array ? sharedUint16(length) : sharedUint32(length);
}

function joinOffsets(parts: readonly Uint32Array[]): Uint32Array {
  const joined = sharedUint32(parts.reduce((sum, part) => sum + part.length - 1, 1));
  let [at, before] = [0, 0];
  for (const part of parts) {
    for (let i = 1; i < part.length; i++) joined[at + i] = before + part[i]!;
    at += part.length - 1;
    before += part[part.length - 1]!;
  }
  return joined;
}
