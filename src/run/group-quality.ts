import type { ReadResult } from '../cases/read/read-result.js';
import type { GroupedParts } from '../grouping/group-by-date.js';
import { groupingQuality } from '../indicators/grouping-quality/grouping-quality.js';
import type { ResultTable } from '../kernel/result-table.js';
import { tablesInUnitWords } from '../simulation/unit-words.js';
import { withChapterWords } from './chapter-words.js';
import { schemesInUse } from './group-files.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';
import { writeTableFolder } from './write-table-folder.js';

/** What the tables on quality look at beside what grouping reads; a file may lack them. */
export const QUALITY_COLUMNS = ['hospital_id', 'total_cost'];

export interface QualityResult {
  readonly folder: string;
  readonly tables: readonly ResultTable[];
  /** dip where every scheme in use is a DIP catalogue: its groups are 病种. */
  readonly method: 'drg-rate' | 'dip';
}

/**
 * Writes the tables on the quality of grouping into a folder of their own.
 * @param schemes  names or folders of the schemes that grouped
 */
export async function writeQuality(
  folder: string,
  { table, summary }: ReadResult,
  grouped: GroupedParts,
  schemes: readonly string[],
  context: RunContext,
): Promise<QualityResult> {
  const text = { zh: '统计分组质量', en: 'measuring the quality of grouping' };
  const method = grouped.parts.every(({ scheme }) => scheme.method === 'dip') ? 'dip' : 'drg-rate';
  const measured = await stage(context, 'quality', text, table.caseCount, () => groupingQuality(table, grouped));
  const tables = withChapterWords(tablesInUnitWords(measured, method), schemes);
  const inputs = summary.files.map(({ name, sha256 }) => ({ role: 'cases', name, sha256 }));
  const title = { zh: '分组质量', en: 'Quality of grouping' };
  const identity = { schemes: schemesInUse(grouped), inputs };
  await writeTableFolder(folder, 'grouping quality', tables, identity, title, context.language);
  return { folder, tables, method };
}
