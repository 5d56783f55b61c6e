import type { CaseCells } from './case-cells.js';

/** What sums stand for: one entry a cell, or one an account (hospital × insurance). */
export interface CellAccounts extends Pick<CaseCells, 'hospitals' | 'insurances'> {
  readonly cellCount: number;
  readonly hospital: Uint32Array;
  readonly insurance: Uint16Array;
  /** By cell: its entry. */
  readonly placeOf: Uint32Array;
}

/** Every cell for itself. */
export function cellsAlone({ hospitals, insurances, cellCount, hospital, insurance }: CaseCells): CellAccounts {
  const placeOf = Uint32Array.from({ length: cellCount }, (_, cell) => cell);
  return { hospitals, insurances, cellCount, hospital, insurance, placeOf };
}

/** Cells added up to accounts, in the order of cells: those of one account stand side by side. */
export function cellsByAccount(cells: CaseCells): CellAccounts {
  const placeOf = new Uint32Array(cells.cellCount);
  const [hospital, insurance]: [number[], number[]] = [[], []];
  for (let cell = 0; cell < cells.cellCount; cell++) {
    if (hospital.at(-1) !== cells.hospital[cell] || insurance.at(-1) !== cells.insurance[cell]) {
      hospital.push(cells.hospital[cell]!);
      insurance.push(cells.insurance[cell]!);
    }
    placeOf[cell] = hospital.length - 1;
  }
  const { hospitals, insurances } = cells;
  return {
    hospitals,
    insurances,
    cellCount: hospital.length,
    hospital: Uint32Array.from(hospital),
    insurance: Uint16Array.from(insurance),
    placeOf,
  };
}
