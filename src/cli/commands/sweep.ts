import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { addStageOptions, readStageOptions, type StageWords } from '../stage-options.js';
import { withContext } from '../with-context.js';

interface SweepOptions extends StageWords {
  readonly vary?: readonly string[];
  readonly goal?: string;
  readonly tolerance?: string;
  readonly beforeClearing?: true;
}

export function addSweep(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('sweep')
    .description(
      zh
        ? '参数扫描与目标求解：一至两个参数、前沿图'
        : 'sweep one or two parameters, or seek the value that meets a goal',
    )
    .option(
      '--vary <path=values...>',
      zh
        ? '变动的参数：路径=起:止:步长、路径=值,值，求解时 路径=下限..上限；*= 乘，+= 加'
        : 'what varies: path=from:to:step, path=value,value or, with --goal, path=low..high; *= scales, += adds',
    )
    .option(
      '--goal <measure=value>',
      zh ? '要满足的目标（=、>=、<=），如 fund.balance=0' : 'goal to meet (=, >=, <=), e.g. fund.balance=0',
    )
    .option(
      '--tolerance <number>',
      zh
        ? '等式目标允许的误差（元或比例；默认精确到参数的一个单位）'
        : 'how far an equal goal may be off (yuan or share; default: to one tick of the parameter)',
    )
    .option('--before-clearing', zh ? '只算到年终清算之前（快）' : "stop before the year's clearing (fast)")
    .action(async (options: Options & SweepOptions) => {
      const { runSweep } = await import('../../run/sweep-run.js');
      const { renderSweep } = await import('../render-sweep.js');
      const { tableRows } = await import('../table-rows.js');
      const result = await withContext(language, options, async (context) =>
        runSweep(
          {
            ...(await readRegionOptions(options, 'sweep')),
            vary: need(options.vary, '--vary', 'sweep'),
            goal: options.goal,
            tolerance: toleranceOf(options.tolerance, await import('../../run/run-errors.js')),
            ...(options.beforeClearing === undefined ? {} : { clearing: 'none' as const }),
            stages: readStageOptions(options),
          },
          context,
        ),
      );
      if (!options.json) {
        process.stdout.write(renderSweep(result, language));
        return;
      }
      const { table, goal, varied: _, manifest: __, ...rest } = result;
      const answer = goal === undefined ? undefined : { goal: goal.goal.text, ...goal.answer };
      process.stdout.write(
        `${JSON.stringify({ ...rest, ...(answer === undefined ? {} : { answer }), points: tableRows(table) })}\n`,
      );
    });
  addStageOptions(command, language);
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out']);
  addExamples(command, language, [
    'drgdip sweep --in year.csv --weights weights.csv --register register.csv --policy demo-region --vary rate.value=9000:10000:100 --before-clearing --out sweep/',
    'drgdip sweep --in year.csv --weights weights.csv --register register.csv --policy demo-region --vary outliers.bands.high.from=2,2.5,3 --vary rate.value*=0.97:1.03:0.01 --out sweep/',
    'drgdip sweep --in year.csv --weights weights.csv --register register.csv --policy demo-region --goal fund.balance=0 --vary rate.value=8000..11000 --out goal/',
  ]);
}

function toleranceOf(
  text: string | undefined,
  { OPTION_ERRORS }: typeof import('../../run/run-errors.js'),
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw OPTION_ERRORS.option_value({ option: '--tolerance', value: text, expected: '0 …' });
  return value;
}
