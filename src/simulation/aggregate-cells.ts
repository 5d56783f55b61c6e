import type { HospitalRegister } from '../cases/register.js';
import type { MeasureSums } from '../indicators/indicator.js';
import { compareCodePoints } from '../kernel/hash.js';
import { CELL_MEASURES, type CellMeasure, type SettlementCells } from '../settlement/settlement.js';
import { UNKNOWN_LEVEL } from './result-schemas.js';

export type AggregateKey = 'hospital' | 'department' | 'group' | 'insurance' | 'level' | 'region';

/** Sums of cells by a key; rows in code-point order of their keys. */
export interface Aggregate {
  readonly rowCount: number;
  /** Parts of each row's key: department has two (hospital, department), region has none. */
  readonly keys: readonly (readonly string[])[];
  readonly sums: Readonly<Record<CellMeasure, Float64Array>>;
}

/**
 * Adds cells up by hospital, department (of a hospital), group, insurance, level of the register, or all together.
 * Integers throughout, so that the order of cells never shows.
 */
export function aggregateCells(cells: SettlementCells, by: AggregateKey, register: HospitalRegister): Aggregate {
  const keyOf = cellKeys(cells, by, register);
  const found = new Map<string, readonly string[]>();
  const texts = new Array<string>(cells.cellCount);
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const parts = keyOf(cell);
    const text = parts.join('\u0000');
    texts[cell] = text;
    if (!found.has(text)) found.set(text, parts);
  }
  const ordered = [...found.keys()].sort(compareCodePoints);
  const rowOf = new Map(ordered.map((text, row) => [text, row]));
  const sums = {} as Record<CellMeasure, Float64Array>;
  for (const measure of CELL_MEASURES) sums[measure] = new Float64Array(ordered.length);
  const rows = Uint32Array.from(texts, (text) => rowOf.get(text)!);
  for (const measure of CELL_MEASURES) {
    const from = cells.sums[measure];
    const into = sums[measure];
    for (let cell = 0; cell < cells.cellCount; cell++) into[rows[cell]!]! += from[cell]!;
  }
  return { rowCount: ordered.length, keys: ordered.map((text) => found.get(text)!), sums };
}

/** level_class of the register, or `unknown`. */
export function levelClassOf(register: HospitalRegister, hospitalId: string): string {
  const record = register.get(hospitalId);
  return record === undefined ? UNKNOWN_LEVEL : String(record.levelClass);
}

/** The sums of one row as a record, for the indicators. */
export function sumsAt(aggregate: Aggregate, row: number): MeasureSums {
  const sums = {} as Record<CellMeasure, number>;
  for (const measure of CELL_MEASURES) sums[measure] = aggregate.sums[measure][row]!;
  return sums;
}

/** No cases and no money: the side of a comparison on which a key does not occur. */
export const NO_MEASURES: MeasureSums = Object.fromEntries(
  CELL_MEASURES.map((measure) => [measure, 0]),
) as unknown as MeasureSums;

function cellKeys(
  cells: SettlementCells,
  by: AggregateKey,
  register: HospitalRegister,
): (cell: number) => readonly string[] {
  switch (by) {
    case 'hospital': {
      const keys = cells.hospitals.map((hospital) => [hospital]);
      return (cell) => keys[cells.hospital[cell]!]!;
    }
    case 'department':
      return (cell) => [cells.hospitals[cells.hospital[cell]!]!, cells.departments[cells.department[cell]!]!];
    case 'group': {
      const keys = cells.groups.map((group) => [group]);
      return (cell) => keys[cells.group[cell]!]!;
    }
    case 'insurance': {
      const keys = cells.insurances.map((insurance) => [insurance]);
      return (cell) => keys[cells.insurance[cell]!]!;
    }
    case 'level': {
      const keys = cells.hospitals.map((hospital) => [levelClassOf(register, hospital)]);
      return (cell) => keys[cells.hospital[cell]!]!;
    }
    case 'region':
      return () => [];
  }
}
