import type { Text } from '../../kernel/errors.js';
import type { ResultColumnSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import type { MonitorFacts } from './monitor-facts.js';

/** The key of tables by hospital: ids in files, for people with the name where the register has one. */
export function hospitalIdColumn({
  hospitals,
  register,
}: Pick<MonitorFacts, 'hospitals' | 'register'>): ResultColumnSchema {
  const words: Record<string, Text> = {};
  for (const id of hospitals) {
    const name = register.get(id)?.name ?? '';
    if (name !== '' && name !== id) words[id] = { zh: `${name}（${id}）`, en: `${name} (${id})` };
  }
  return { ...COLUMN.key('hospital_id', '医疗机构代码', 'hospital id'), words };
}
