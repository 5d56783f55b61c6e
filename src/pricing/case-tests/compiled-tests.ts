import type { EdgeRange } from './edge-range.js';

type Codes = Uint16Array | Uint32Array;
type Integers = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/**
 * The tests of one rule in one period, compiled for a loop (policy `when`): masks over groups and dictionaries, whole
 * limits, exact edges. Only arrays and numbers on shared memory, so that workers get it as it is.
 */
export interface CompiledTests {
  /** By group: 1 where the tests on the group hold; entry 0 stands for a case without a group, which fails them. */
  readonly groups: Uint8Array | undefined;
  /** Bit 1 << level class. */
  readonly levels: number;
  /** By code of a dictionary column. */
  readonly texts: readonly { readonly codes: Codes; readonly mask: Uint8Array }[];
  /** least ≤ value ≤ most; -1 (missing) lies below every least. */
  readonly numbers: readonly { readonly values: Integers; readonly least: number; readonly most: number }[];
  /** Some code of the row (or its first alone) is marked. */
  readonly lists: readonly {
    readonly offsets: Uint32Array;
    readonly codes: Codes;
    readonly mask: Uint8Array;
    readonly isFirstOnly: 0 | 1;
  }[];
  /** Bits of the classes that each code is in; at least `count` of them must be met. */
  readonly classes:
    | { readonly offsets: Uint32Array; readonly codes: Codes; readonly bits: Uint32Array; readonly count: number }
    | undefined;
  /** Base weight, points or score of the case's class and group. */
  readonly units: EdgeRange | undefined;
  readonly cost: EdgeRange | undefined;
  readonly costToStandard: EdgeRange | undefined;
  readonly costToMean: EdgeRange | undefined;
  readonly shares: readonly {
    readonly parts: readonly Float64Array[];
    readonly of: readonly Float64Array[];
    readonly range: EdgeRange;
  }[];
  /** By row: 1 where the linking pass says so. */
  readonly rows: Uint8Array | undefined;
  /** 1 where the rule can hold only for a case that has a standard. */
  readonly needsStandard: 0 | 1;
}

/** What a test may ask of a row besides its columns. Standard and mean in fen, NaN where the case has none. */
export interface TestedCase {
  group: number;
  /** Base weight, points or score as an integer of `weightPower` parts; NaN where the group has none. */
  weight: number;
  weightPower: number;
  levelClass: number;
  cost: number;
  standard: number;
  mean: number;
}
