import type { HospitalRegister } from '../cases/register.js';
import type { MeasureSums } from '../indicators/indicator.js';
import { compareCodePoints } from '../kernel/hash.js';
import { CELL_MEASURES, type CellMeasure, type SettlementCells } from '../settlement/settlement.js';
import { uniqueKeys } from '../settlement/unique-keys.js';
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
  return aggregateBy(cells, cellKeys(cells, by, register));
}

/** Adds cells up by any key: see CellKeys. */
export function aggregateBy(cells: SettlementCells, { codeOf, partsOf }: CellKeys): Aggregate {
  // Only keys that occur are held: of hospital × department few of the possible ones do.
  const { keys, placeOf } = uniqueKeys(cells.cellCount, codeOf);
  const rows = Array.from(keys, (code, place) => ({ place, parts: partsOf(code) })).sort((a, b) =>
    compareCodePoints(a.parts.join('\u0000'), b.parts.join('\u0000')),
  );
  const rowOf = new Uint32Array(rows.length);
  rows.forEach(({ place }, row) => {
    rowOf[place] = row;
  });
  const sums = {} as Record<CellMeasure, Float64Array>;
  for (const measure of CELL_MEASURES) {
    const from = cells.sums[measure];
    const into = new Float64Array(rows.length);
    for (let cell = 0; cell < cells.cellCount; cell++) into[rowOf[placeOf[cell]!]!]! += from[cell]!;
    sums[measure] = into;
  }
  return { rowCount: rows.length, keys: rows.map(({ parts }) => parts), sums };
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

/** A key of cells: an integer each, and the texts it stands for. */
export interface CellKeys {
  /** Every key as an integer below 2^53. */
  readonly codeOf: (cell: number) => number;
  readonly partsOf: (code: number) => readonly string[];
}

function cellKeys(cells: SettlementCells, by: AggregateKey, register: HospitalRegister): CellKeys {
  const single = (codes: ArrayLike<number>, texts: readonly string[]): CellKeys => ({
    codeOf: (cell) => codes[cell]!,
    partsOf: (code) => [texts[code]!],
  });
  switch (by) {
    case 'hospital':
      return single(cells.hospital, cells.hospitals);
    case 'group':
      return single(cells.group, cells.groups);
    case 'insurance':
      return single(cells.insurance, cells.insurances);
    case 'department': {
      const count = cells.departments.length;
      return {
        codeOf: (cell) => cells.hospital[cell]! * count + cells.department[cell]!,
        partsOf: (code) => [cells.hospitals[Math.floor(code / count)]!, cells.departments[code % count]!],
      };
    }
    case 'level': {
      const levelOf = cells.hospitals.map((hospital) => levelClassOf(register, hospital));
      const levels = [...new Set(levelOf)];
      const codeOfHospital = levelOf.map((level) => levels.indexOf(level));
      return {
        codeOf: (cell) => codeOfHospital[cells.hospital[cell]!]!,
        partsOf: (code) => [levels[code]!],
      };
    }
    case 'region':
      return { codeOf: () => 0, partsOf: () => [] };
  }
}
