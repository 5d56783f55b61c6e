import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addForecastOptions, type ForecastWords, readForecastOptions } from '../forecast-options.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

interface HospitalOptions extends Options, ForecastWords {
  readonly hospital?: string;
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
    );
  addForecastOptions(command, language, {
    zh: '截止日期：由此预测全年',
    en: 'last day of the year so far: the rest is forecast',
  })
    .option('--records <file>', t('病案首页核对表：编码与清单质量', 'medical records: coding and list quality'))
    .option('--items <file>', t('费用明细', 'charge lines'))
    .option('--examinations <file>', t('检查结果', 'examinations'))
    .option('--low-risk <file>', t('低风险组名单', 'list of low-risk groups'))
    .action(async (options: HospitalOptions) => {
      const { runHospital } = await import('../../run/hospital/hospital-run.js');
      const { printTables } = await import('../print-tables.js');
      const { hospital, records, items, examinations, lowRisk } = options;
      const forecast = readForecastOptions(options);
      const result = await withContext(language, options, async (context) =>
        runHospital(
          {
            ...(await readRegionOptions(options, 'hospital')),
            ...forecast,
            ...{ hospital, records, items, examinations, lowRisk },
          },
          context,
        ),
      );
      const why = t('why_zh', 'why_en');
      const shown = {
        hospital_departments: ['hospital_id', 'department', 'margin', 'cleared_margin', 'worst_group', why, 'change'],
        hospital_groups: ['hospital_id', 'department', 'group', 'cases', 'margin', why, 'margin_at_peers', 'change'],
      };
      printTables(result, shown, 10, options, language);
    });
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out', 'seed']);
  const region =
    '--in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/monitor/register.csv';
  addExamples(command, language, [
    `drgdip hospital ${region} --hospital M02 --out hospital`,
    `drgdip hospital ${region} --reform examples/forecast/october.yaml --records examples/coding/medical-records.csv --as-of 2026-12-31 --out hospital`,
  ]);
}
