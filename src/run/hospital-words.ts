import type { HospitalRegister } from '../cases/register.js';
import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';

const ID = 'hospital_id';

/**
 * Tables for people with the register's names beside the ids of hospitals, as peers have them: 市一院（H1）. A table that
 * has a column of names, or words of its own, stays; files keep the ids.
 */
export function withHospitalWords(tables: readonly ResultTable[], register: HospitalRegister): ResultTable[] {
  return tables.map((table) => {
    const ids = table.columns[ID];
    const column = table.schema.columns.find(({ name }) => name === ID);
    const isNamed = table.columns.hospital_name !== undefined || column?.words !== undefined;
    if (column === undefined || isNamed || ids === undefined || ids instanceof Float64Array) return table;
    const words: Record<string, Text> = {};
    for (const id of new Set(ids)) {
      const name = register.get(id)?.name ?? '';
      if (name !== '' && name !== id) words[id] = { zh: `${name}（${id}）`, en: `${name} (${id})` };
    }
    if (Object.keys(words).length === 0) return table;
    const columns = table.schema.columns.map((one) => (one === column ? { ...one, words } : one));
    return { ...table, schema: { ...table.schema, columns } };
  });
}
