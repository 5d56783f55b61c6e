import type { ResultTable } from '../../src/kernel/result-table.js';

/** Rows that spreadsheets like to spoil: an id with zeros, one of 18 digits, a formula, a missing figure. */
export const HOSPITALS: ResultTable = {
  schema: {
    name: 'hospitals',
    version: 1,
    title: { zh: '医院', en: 'hospitals' },
    columns: [
      { name: 'hospital_id', type: 'text', label: { zh: '医疗机构代码', en: 'hospital id' }, isKey: true },
      { name: 'hospital_name', type: 'text', label: { zh: '名称', en: 'name' } },
      { name: 'margin', type: 'money', label: { zh: '盈亏', en: 'margin' } },
      { name: 'cmi', type: 'number', label: { zh: 'CMI', en: 'CMI' } },
    ],
  },
  rowCount: 3,
  columns: {
    hospital_id: ['0012', '371001199001011234', '=B&C'],
    hospital_name: ['第一医院', '市医院', '<县> & 医院'],
    margin: Float64Array.of(-123_456, 800_000_05, Number.NaN),
    cmi: Float64Array.of(1.25, 1e-7, Number.NaN),
  },
};

/** A table of a run by its columns alone; the first is its key. */
export function table(
  name: string,
  columns: readonly {
    readonly name: string;
    readonly type: ResultTable['schema']['columns'][number]['type'];
    readonly values: readonly string[] | Float64Array;
  }[],
): ResultTable {
  return {
    schema: {
      name,
      version: 1,
      title: { zh: name, en: name },
      columns: columns.map(({ name: column, type }, index) => ({
        name: column,
        type,
        label: { zh: column, en: column },
        ...(index === 0 ? { isKey: true } : {}),
      })),
    },
    rowCount: columns[0]!.values.length,
    columns: Object.fromEntries(columns.map(({ name: column, values }) => [column, values])),
  };
}
