import type { GroupColumns } from '../../group-columns.js';

/** What the DIP pass needs: shared views and small plain data, cheap to clone to a worker. */
export interface DipPayload {
  /** The compiled catalogue's buffer. */
  readonly scheme: SharedArrayBuffer;
  readonly switches: DipSwitches;
  /** By code of the table's own dictionary: class as principal, KNOWN, EXCLUDED and BLIND bits, class in lists, marks. */
  readonly principalClasses: Uint16Array;
  readonly principalFlags: Uint8Array;
  readonly diagnosisClasses: Uint16Array;
  readonly diagnosisMarks: Uint16Array;
  /** `procedureInfo` with a class for every procedure; class in lists of parts, marks (shifted by MARKS_EACH). */
  readonly procedureInfo: Uint32Array;
  readonly procedureClasses: Uint16Array;
  readonly procedureMarks: Uint16Array;
  readonly dxOffsets: Uint32Array;
  readonly dxCodes: Uint16Array | Uint32Array;
  readonly pxOffsets: Uint32Array;
  readonly pxCodes: Uint16Array | Uint32Array;
  /** In the order of CONDITION_NUMBERS; null where the table lacks the column (every value is then missing). */
  readonly numbers: readonly (Int8Array | Int16Array | Int32Array | null)[];
  /** In fen; null where no preference asks for it or the table lacks it. */
  readonly cost: Float64Array | null;
  readonly columns: GroupColumns;
}

/** In `principalFlags`. */
export const KNOWN_DIAGNOSIS = 1;
export const EXCLUDED_DIAGNOSIS = 2;
/** It meets no pattern but that of every case (code_match: exact). */
export const BLIND_DIAGNOSIS = 4;

/** DipOptions as numbers for the pass. */
export interface DipSwitches {
  /** Whether an excluded first procedure makes place for the next, by how it is excluded (index EXCLUDED_…). */
  readonly isNextLeading: readonly boolean[];
  readonly isAnyCaseConservative: boolean;
  readonly isAnyMain: boolean;
  readonly isHighestClass: boolean;
  /** Tiers that are not tried, a bit each. */
  readonly skippedTiers: number;
  readonly isFallbackWithoutPrincipal: boolean;
  readonly isFallbackOfExcluded: boolean;
}
