import { columnSchema } from '../../cases/columns.js';
import type { Language, Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COST_PARTS, costAccounting } from '../../simulation/costs/cost-accounting.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { withHospitalWords } from '../hospital-words.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { inputPaths, type UnwrittenOptions } from '../region-data.js';
import { NOT_FOR_PERSONS, sumFigure } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';

export interface CostsRunResult {
  readonly folder: string | undefined;
  readonly tables: readonly ResultTable[];
  /** Parts of the bill that the file does not have. */
  readonly missingParts: readonly string[];
}

/** Cost accounting by department and disease, written as tables. @throws what reading and pricing throw */
export async function runCosts(options: UnwrittenOptions, context: RunContext): Promise<CostsRunResult> {
  const { out } = options;
  if (out !== undefined) {
    refuseFolder(out, 'cost accounting');
    refuseInputAsOutput(out, inputPaths(options));
  }
  const parts = Object.keys(COST_PARTS);
  const { region, result, timeline } = await pricedRegion(options, parts, context);
  const { method } = timeline.segments.at(-1)!.policy;
  const { groups, priced, scheme } = result;
  const made = costAccounting(region.year, groups, scheme.catalogue, priced);
  const tables = withHospitalWords(tablesInUnitWords(made, method), region.register);
  const missingParts = parts.filter((name) => region.year.columns[name] === undefined);
  if (out === undefined) return { folder: undefined, tables, missingParts };
  const notices = missingParts.length === 0 ? [] : [missingPartsNotice(missingParts)];
  const report = {
    title: { zh: '科室病种成本核算', en: 'Costs by department and disease' },
    tables,
    columnsShown: COST_COLUMNS,
    figures: [sumFigure({ zh: '费用结余（清算前）', en: 'Margin of charges (before clearing)' }, tables[0]!, 'margin')],
    notices: [NOT_FOR_PERSONS, ...notices],
  };
  const source = { table: region.year, timeline, scheme, inputs: region.inputs };
  const { rejected } = region;
  await writeReportFolder(out, 'cost accounting', { tables, report, source, rejected }, context.language);
  return { folder: out, tables, missingParts };
}

/** What a reader of cost tables sees first. */
export const COST_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  cost_diseases: [
    ...['hospital_id', 'department', 'group', 'group_name', 'cases', 'mean_standard', 'mean_cost', 'peer_mean_cost'],
    ...['margin', 'cost_margin'],
  ],
  cost_links: [
    ...['hospital_id', 'department', 'group', 'part_zh', 'part_en', 'cases', 'mean_cost', 'peer_mean_cost'],
    ...['excess', 'balance'],
  ],
};

/** Parts of the bill that the file lacks, as one sentence: each by its label, with the column to add in brackets. */
export function missingPartsNotice(missing: readonly string[]): Text {
  const label = (name: string, language: Language): string => columnSchema(name)?.label[language] ?? name;
  return {
    zh: `文件没有这些费用构成，归入“未列明”：${missing.map((name) => `${label(name, 'zh')}（${name}）`).join('、')}`,
    en: `the file lacks these parts of the bill, which stand as not stated: ${missing.map((name) => `${label(name, 'en')} (${name})`).join(', ')}`,
  };
}
