import type { Command } from 'commander';
import { parseDay } from '../../kernel/day.js';
import type { Language } from '../../kernel/errors.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { addExamples, addOptions, type Options, wholeNumber } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

interface HospitalOptions extends Options {
  readonly hospital?: string;
  readonly asOf?: string;
  readonly lastYear?: readonly string[];
  readonly replicates?: string;
  readonly records?: string;
  readonly items?: string;
  readonly examinations?: string;
  readonly lowRisk?: string;
}

export function addHospital(program: Command, language: Language): void {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const command = program
    .command('hospital')
    .description(
      t(
        '医院一年的病例到一份报告：哪个科室、哪个病组、为什么、如果（并含指标、清单质量、预测、编码）',
        'a hospital’s year from its file to one report: which department, which group, why, what if',
      ),
    )
    .option(
      '--hospital <id>',
      t('只看这家医院（同病组比较仍用全部病例）', 'rows of this hospital only; peers still from all cases'),
    )
    .option('--as-of <date>', t('截止日期：由此预测全年', 'last day of the year so far: the rest is forecast'))
    .option('--last-year <file...>', t('往年全年病例，用于季节', 'cases of whole past years, for the season'))
    .option('--replicates <n>', t('推演次数（默认 40）', 'possible years drawn (default 40)'))
    .option('--records <file>', t('病案首页核对表：编码与清单质量', 'medical records: coding and list quality'))
    .option('--items <file>', t('费用明细', 'charge lines'))
    .option('--examinations <file>', t('检查结果', 'examinations'))
    .option('--low-risk <file>', t('低风险组名单', 'list of low-risk groups'))
    .action(async (options: HospitalOptions) => {
      const { runHospital } = await import('../../run/hospital/hospital-run.js');
      const asOf = options.asOf === undefined ? undefined : parseDay(options.asOf);
      if (options.asOf !== undefined && asOf === undefined) {
        throw OPTION_ERRORS.option_value({ option: '--as-of', value: options.asOf, expected: '2026-09-30' });
      }
      const replicates = wholeNumber(options.replicates, '--replicates', 10, 1000, 40);
      const { hospital, lastYear, records, items, examinations, lowRisk } = options;
      const { folder, tables, notices } = await withContext(language, options, async (context) =>
        runHospital(
          {
            ...(await readRegionOptions(options, 'hospital')),
            ...{ hospital, asOf, lastYear, replicates, records, items, examinations, lowRisk },
          },
          context,
        ),
      );
      if (options.json) {
        const { tableRows } = await import('../table-rows.js');
        const named = Object.fromEntries(tables.map((table) => [table.schema.name, tableRows(table)]));
        process.stdout.write(`${JSON.stringify({ folder, notices, tables: named })}\n`);
        return;
      }
      const { renderTextTable } = await import('../../report/render-text-table.js');
      const why = t('why_zh', 'why_en');
      const shown: Readonly<Record<string, readonly string[]>> = {
        hospital_departments: ['hospital_id', 'department', 'margin', 'cleared_margin', 'worst_group', why, 'change'],
        hospital_groups: ['hospital_id', 'department', 'group', 'cases', 'margin', why, 'margin_at_peers', 'change'],
      };
      for (const table of tables) {
        const columns = shown[table.schema.name]?.filter((name) => table.columns[name] !== undefined);
        if (columns === undefined) continue;
        const text = renderTextTable(table, { language, unit: 'yuan', columns, limit: 10 });
        process.stdout.write(`${table.schema.title[language]}\n${text}\n\n`);
      }
      for (const notice of notices) process.stdout.write(`! ${notice[language]}\n`);
      process.stdout.write(`→ ${folder}\n`);
    });
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out', 'seed']);
  const region =
    '--in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/monitor/register.csv';
  addExamples(command, language, [
    `drgdip hospital ${region} --hospital M02 --out hospital`,
    `drgdip hospital ${region} --reform examples/forecast/october.yaml --records examples/coding/medical-records.csv --as-of 2026-12-31 --out hospital`,
  ]);
}
