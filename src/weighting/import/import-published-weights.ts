import type { TableSheet } from '../../cases/read/read-table-sheets.js';
import { defineErrors, InputError } from '../../kernel/errors.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { checkVariants } from '../check-variants.js';
import { hashWeightTable } from '../weight-file.js';
import type { WeightTable } from '../weight-table.js';
import { findHeadings } from './find-headings.js';
import { mapPublishedColumns } from './map-published-columns.js';
import { oddity, type PublishedOddity } from './published-findings.js';
import { PublishedRows, type PublishedWeightsOptions } from './published-rows.js';

export interface PublishedWeights {
  readonly table: WeightTable;
  /** Everything odd, with row, column, value, what was done and the remedy; an error among them forbids the table. */
  readonly findings: readonly PublishedOddity[];
  /** Heading → column of the weight file. */
  readonly columns: readonly { readonly heading: string; readonly meaning: string }[];
  readonly sheet: string;
  /** Rows of data, and those that a condition passed over. */
  readonly rowsRead: number;
  readonly rowsFiltered: number;
}

const ERRORS = defineErrors(InputError, {
  weight_import_no_headings: {
    zh: '在前 20 行中没有找到表头：须有病组编码列和权重（分值、点数、系数、支付标准或均费）列。请在导入配置的 columns 中写明列名，例如 columns: (group: 你的编码列名, weight: 你的权重列名)。',
    en: 'no headings were found in the first 20 lines: a column of group codes and one of weights (scores, points, coefficients, standards or mean costs) are needed. Name them in the profile, for example columns: (group: your heading, weight: your heading).',
  },
  weight_import_no_group: {
    zh: '没有病组编码列（读到的列：{headings}）。请在导入配置的 columns 中写 group: 列名。',
    en: 'there is no column of group codes (headings found: {headings}). Write group: heading under columns in the profile.',
  },
});

/**
 * A weight table as a city publishes it, read into our own form. Headings are understood by their words or named by a
 * profile; codes, numbers, labels and notes are taken as they stand. Nothing is guessed: what is blank, a dash, 0, a
 * known placeholder or no number leaves its cell empty, a note such as 暂按项目付费 sets `pay` and takes the weight away,
 * and every such cell is told.
 *
 * @throws weight_import_no_headings, weight_import_no_group
 * @source forms seen in about 50 published tables (rules 13)
 */
export function importPublishedWeights(
  sheets: readonly TableSheet[],
  options: PublishedWeightsOptions,
): PublishedWeights {
  const { file, profile, catalogue } = options;
  const hospitals = new Map(Object.entries(profile.hospitals));
  const named = new Set(Object.values(profile.columns));
  const found = findHeadings(sheets, profile.sheet, hospitals, named);
  if (found === undefined) throw ERRORS.weight_import_no_headings({}, { path: file });
  const mapped = mapPublishedColumns(found, profile, file);
  const findings: PublishedOddity[] = [...headingFindings(sheets, found, file), ...mapped.findings];
  if (!mapped.columns.some(({ field }) => field === 'group')) {
    const headings = found.headings.filter((heading) => heading !== '').join(', ');
    throw ERRORS.weight_import_no_group({ headings }, { path: file });
  }
  const rows = new PublishedRows(mapped.columns, found, options, findings);
  for (const row of found.sheet.rows.slice(found.rowsBefore)) rows.take(row);
  const { groups, variants, filtered, read } = rows.finish();
  const table: WeightTable = {
    schemeId: catalogue?.schemeId ?? '',
    schemeHash: catalogue?.schemeHash ?? '',
    ...(mapped.unit === undefined || mapped.unit === 'weight' ? {} : { unit: mapped.unit }),
    rule: `imported from ${file} (sha256 ${options.sha256})`,
    regionMeanFen: Number.NaN,
    cases: groups.reduce((sum, row) => sum + row.cases, 0),
    keptCases: groups.reduce((sum, row) => sum + row.keptCases, 0),
    riv: Number.NaN,
    rows: groups.sort((a, b) => compareCodePoints(a.group, b.group)),
    ...(variants.length === 0 ? {} : { variants }),
    hash: '',
  };
  for (const finding of checkVariants(table)) findings.push({ ...finding, row: 0, column: '', value: '' });
  return {
    table: { ...table, hash: hashWeightTable(table) },
    findings,
    columns: mapped.columns.map(({ heading, meaning }) => ({ heading, meaning })),
    sheet: found.sheet.name,
    rowsRead: read,
    rowsFiltered: filtered,
  };
}

function headingFindings(
  sheets: readonly TableSheet[],
  { sheet, line, rowCount }: NonNullable<ReturnType<typeof findHeadings>>,
  file: string,
): PublishedOddity[] {
  const place = { file, row: 0, column: '', value: '' };
  const findings: PublishedOddity[] = [];
  const others = sheets.filter((one) => one !== sheet).map((one) => one.name);
  if (others.length > 0) findings.push(oddity('import_sheets_other', { ...place, value: others.join(', ') }));
  if (line > 1 || rowCount === 2) {
    const pair = rowCount === 2;
    findings.push(
      oddity('import_heading_place', place, {
        line,
        sheet: sheet.name === '' ? '' : `${sheet.name}: `,
        pair_zh: pair ? `、第 ${line + 1} 行（两行表头）` : '',
        pair_en: pair ? ` and ${line + 1} (headings in two rows)` : '',
      }),
    );
  }
  return findings;
}
