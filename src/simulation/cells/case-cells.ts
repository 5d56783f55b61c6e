import type { Day } from '../../kernel/day.js';

/** 32 cases a block of the prefix sums: a power of two, so that a position finds its block by a shift. */
export const BLOCK_SHIFT = 5;

/** What tells cells apart; texts by code. Code 0 of every list is "" (missing), the others in code-point order. */
export interface CellKeys {
  readonly hospitals: readonly string[];
  readonly insurances: readonly string[];
  readonly kinds: readonly string[];
  /** Group codes of the scheme, as the catalogue numbers them. */
  readonly groups: readonly string[];
  readonly schemeHash: string;
  /** First day of each stretch of the year, and the day after the last: no policy may change within a stretch. */
  readonly days: readonly Day[];
  /** Which date decided the stretch of a case. */
  readonly yearBy: string;
  /** By stretch: the exemptions from low outliers that `exempt` stands for, as canonical JSON. */
  readonly exemptions: readonly string[];
}

/**
 * Cases by cell (group × hospital × insurance, and level, stretch of the year, kind, status where they differ), each
 * with its costs in ascending order. What a changed rate, coefficient or band pays is then summed by binary search and
 * prefix sums instead of a pass over cases. Money in integer fen. Cells of parts of the cases can be merged.
 */
export interface CaseCells extends CellKeys {
  readonly cellCount: number;
  /** Cases with amounts, those that `cost` and `pooled` list. */
  readonly caseCount: number;
  /** By cell: codes into the lists above; cells ascend by them in the order of CELL_PARTS. */
  readonly hospital: Uint32Array;
  readonly insurance: Uint16Array;
  readonly segment: Uint16Array;
  readonly kind: Uint16Array;
  readonly status: Uint8Array;
  /** Level class that the case's own text says (3, 2, 1 or 0): it counts where the register has no hospital. */
  readonly level: Uint8Array;
  /** 1 where the policy exempts the cases from low outliers. */
  readonly exempt: Uint8Array;
  readonly group: Uint16Array;
  /** Cases without total cost or pooled fund: counted, and in no sum of money. */
  readonly unpriced: Uint32Array;
  /** Cases of cell c are start[c] … start[c + 1] − 1, by ascending cost, then pooled fund. */
  readonly start: Uint32Array;
  readonly cost: Uint32Array | Float64Array;
  readonly pooled: Uint32Array | Float64Array;
  readonly sums: PrefixSums;
}

/** The codes of a cell, in the order in which cells ascend. */
export const CELL_PARTS = ['hospital', 'insurance', 'segment', 'kind', 'status', 'level', 'exempt', 'group'] as const;
export type CellPart = (typeof CELL_PARTS)[number];

/** Sums before each block of 1 << BLOCK_SHIFT positions, over all cells on end. */
export interface PrefixSums {
  readonly cost: Float64Array;
  readonly pooled: Float64Array;
  /** By block and by cell: the highest patient's part (cost − pooled fund). */
  readonly blockPatient: Float64Array;
  readonly cellPatient: Float64Array;
  /** By cell: the lowest and highest cost, beside each other in memory as the cases of cells are not. */
  readonly cellLeast: Float64Array;
  readonly cellMost: Float64Array;
  /** The largest amount that some case costs, by its size, fen. */
  readonly mostCost: number;
  /** By cell. */
  readonly cellCost: Float64Array;
  readonly cellPooled: Float64Array;
  /** 1 where some pooled fund is below 0, so that even a case paid by item may be floored. */
  readonly hasNegative: 0 | 1;
}
