import { columnSchema } from '../cases/columns.js';
import type { LaterColumn } from '../cases/profiles/later-columns.js';
import type { Language } from '../kernel/errors.js';

/** A line for each column that is not there and later steps need, with what is lost; nothing where none is lacking. */
export function renderLackingColumns(lacking: readonly LaterColumn[], heading: string, language: Language): string[] {
  if (lacking.length === 0) return [];
  return [
    heading,
    ...lacking.map(({ column, without }) => {
      const label = columnSchema(column)!.label[language];
      return language === 'zh' ? `  ${column}（${label}）：${without.zh}` : `  ${column} (${label}): ${without.en}`;
    }),
  ];
}
