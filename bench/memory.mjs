/** Bytes a case in shared columns: what grouping looks at, and the whole year as read for a run. */
export function benchMemory({ synthetic }) {
  const { columns, caseCount } = synthetic.year;
  const grouping = [
    'sex',
    'age_years',
    'age_days',
    'birth_weight_g',
    'admission_weight_g',
    'los_days',
    'discharge_type',
    'dx',
    'px',
  ];
  const run = [
    ...grouping,
    'hospital_id',
    'department',
    'insurance',
    'discharge_date',
    'total_cost',
    'pooled_fund',
    'hospital_cost',
    'case_id',
  ];
  const bytes = (names) => {
    const seen = new Set();
    for (const name of names) {
      for (const value of Object.values(columns[name] ?? {})) if (ArrayBuffer.isView(value)) seen.add(value.buffer);
    }
    return [...seen].reduce((sum, buffer) => sum + buffer.byteLength, 0) / caseCount;
  };
  return [
    'memory in columns',
    `  what grouping reads        ${bytes(grouping).toFixed(1)} bytes a case`,
    `  what a simulation reads    ${bytes(run).toFixed(1)} bytes a case (three money columns and the id among them)`,
  ];
}
