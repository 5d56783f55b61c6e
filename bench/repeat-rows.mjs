const shared = (values, length) => new values.constructor(new SharedArrayBuffer(length * values.BYTES_PER_ELEMENT));

/** The columns that grouping reads, their rows over and over up to a number of rows. */
export function repeatRows(table, rows) {
  const columns = {};
  for (const [name, column] of Object.entries(table.columns)) {
    if (column.kind === 'integer') columns[name] = { ...column, values: repeat(column.values, rows) };
    if (column.kind === 'codes') columns[name] = repeatCodes(column, table.caseCount, rows);
  }
  return { caseCount: rows, columns, sourceRow: table.sourceRow };
}

function repeat(values, rows) {
  const result = shared(values, rows);
  for (let at = 0; at < rows; at += values.length)
    result.set(values.subarray(0, Math.min(values.length, rows - at)), at);
  return result;
}

function repeatCodes(column, caseCount, rows) {
  const { offsets } = column;
  const whole = offsets[caseCount];
  const offsetAt = (row) => Math.floor(row / caseCount) * whole + offsets[row % caseCount];
  const result = { ...column, offsets: shared(offsets, rows + 1), codes: shared(column.codes, offsetAt(rows)) };
  for (let row = 0; row <= rows; row++) result.offsets[row] = offsetAt(row);
  for (let at = 0; at < result.codes.length; at += whole) {
    result.codes.set(column.codes.subarray(0, Math.min(whole, result.codes.length - at)), at);
  }
  return result;
}
