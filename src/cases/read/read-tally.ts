/** What writers count besides columns: mended, rounded or dropped on the way, to be told in the summary. */
export interface ReadTally {
  /** Codes whose text was changed by normalising, at each appearance. */
  normalisedCodes: number;
  /** Rows with other diagnoses but no principal one. */
  principalMissing: number;
  /** Cells with full-width signs between codes. */
  wideSeparators: number;
  /** Numbers and dates written in full-width digits. */
  wideNumbers: number;
  /** Amounts given finer than a fen, by column. */
  roundedAmounts: Map<string, number>;
}

export function newTally(): ReadTally {
  return { normalisedCodes: 0, principalMissing: 0, wideSeparators: 0, wideNumbers: 0, roundedAmounts: new Map() };
}
