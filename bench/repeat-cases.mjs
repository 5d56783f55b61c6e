/**
 * The columns that pricing reads, `copies` times on end: a large region made from a small one in seconds. The costs of
 * each copy are moved by up to 5 %, so that no two copies of a case cost the same.
 */
export function repeatTable(table, copies) {
  const count = table.caseCount;
  const repeated = (values, change = (value) => value) => {
    const made = new values.constructor(new SharedArrayBuffer(count * copies * values.BYTES_PER_ELEMENT));
    for (let copy = 0; copy < copies; copy++) {
      for (let row = 0; row < count; row++) made[copy * count + row] = change(values[row], copy, row);
    }
    return made;
  };
  const moved = (value, copy, row) =>
    copy === 0 ? value : Math.round(value * (0.95 + (((row * 31 + copy * 17) % 1000) + 1) / 10_000));
  const columns = {};
  for (const name of ['hospital_id', 'insurance', 'hospital_level', 'payment_kind']) {
    const column = table.columns[name];
    if (column !== undefined) columns[name] = { ...column, codes: repeated(column.codes) };
  }
  for (const name of ['total_cost', 'pooled_fund']) {
    columns[name] = { kind: 'money', values: repeated(table.columns[name].values, moved) };
  }
  for (const name of ['discharge_date', 'settlement_date', 'discharge_type', 'los_days']) {
    const column = table.columns[name];
    if (column !== undefined) columns[name] = { ...column, values: repeated(column.values) };
  }
  return { caseCount: count * copies, sourceRow: repeated(table.sourceRow), columns };
}

export function repeatGroups(groups, copies) {
  const repeated = (values) => {
    const made = new values.constructor(new SharedArrayBuffer(values.byteLength * copies));
    for (let copy = 0; copy < copies; copy++) made.set(values, copy * values.length);
    return made;
  };
  return { group: repeated(groups.group), status: repeated(groups.status), reason: repeated(groups.reason) };
}
