/** The dates are read for checking the stay even where the run does not keep them. */
export function columnsToRead(kept: ReadonlySet<string>): Set<string> {
  const columns = new Set([...kept, 'case_id']);
  if (kept.has('los_days')) for (const column of ['admit_date', 'discharge_date']) columns.add(column);
  return columns;
}
