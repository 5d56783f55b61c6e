/** A path as a quoted text of DuckDB's SQL for writing, where no sign but the quote means anything. */
export function duckdbPath(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}

/** A path as a quoted text for reading: signs that DuckDB would take for a pattern of file names stand in brackets. */
export function duckdbReadPath(path: string): string {
  return duckdbPath(path.replace(/[*?[]/g, '[$&]'));
}
