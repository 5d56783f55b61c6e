/** How values that must not break a line are written: not at all (Spark, Hive), or as \t, \n, \\ (ClickHouse). */
export type LineEscape = 'none' | 'backslash';

/** How rows come as lines of text: one row a line (LF), values in a fixed order, no heading. */
export interface LineForm {
  /** A name a value, in order: canonical names are read, others can only be passed through. */
  readonly columns: readonly string[];
  readonly escaping: LineEscape;
}

/** Separators that engines put between values: TAB, and U+0001 from Spark without a row format. */
export const TAB = 9;
export const START_OF_HEADING = 1;
export const BACKSLASH = 92;
/** `\N` stands for NULL under either escape. */
export const NULL_LETTER = 78;
