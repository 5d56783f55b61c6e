import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { addForecastOptions, type ForecastWords, readForecastOptions } from '../forecast-options.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

interface ForecastOptions extends Options, ForecastWords {
  readonly level?: string;
}

export function addForecast(program: Command, language: Language): void {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const command = program
    .command('forecast')
    .description(
      t(
        '按科室预测全年：由年内已有病例推演其余时间，清算后的盈亏与区间、改革影响、保本所需',
        'forecast of the year by department: margin at settlement with intervals, effect of a reform, what would break even',
      ),
    );
  addForecastOptions(command, language, {
    zh: '截止日期（默认最后一例出院日）',
    en: 'last day of the year so far (default: the last discharge)',
  })
    .option('--level <share>', t('区间的概率（默认 0.9）', 'level of the intervals (default 0.9)'))
    .action(async (options: ForecastOptions) => {
      const { runForecast } = await import('../../run/forecast/forecast-run.js');
      const level = options.level === undefined ? 0.9 : Number(options.level);
      if (!(level > 0 && level < 1)) {
        throw OPTION_ERRORS.option_value({ option: '--level', value: options.level ?? '', expected: '0 < … < 1' });
      }
      need(options.out, '--out', 'forecast');
      const forecast = readForecastOptions(options);
      const result = await withContext(language, options, async (context) =>
        runForecast({ ...(await readRegionOptions(options, 'forecast')), ...forecast, level }, context),
      );
      if (options.json) {
        const { tablesByName } = await import('../table-rows.js');
        const { folder, notices, tables } = result;
        process.stdout.write(`${JSON.stringify({ folder, notices, tables: tablesByName(tables) })}\n`);
        return;
      }
      const { renderForecast } = await import('../render-forecast.js');
      process.stdout.write(renderForecast(result, language));
    });
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out', 'seed']);
  const region =
    '--in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/monitor/register.csv';
  addExamples(command, language, [
    `drgdip forecast ${region} --as-of 2026-06-30 --out forecast`,
    `drgdip forecast ${region} --as-of 2026-06-30 --reform examples/forecast/october.yaml --last-year last-year.csv --seed 7 --out forecast`,
  ]);
}
