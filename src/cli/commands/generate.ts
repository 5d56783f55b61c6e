import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import type { GenerateRunOptions } from '../../run/generate-run.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import type { FurtherColumn } from '../../simulation/region/further-columns.js';
import { addExamples, addOptions, need, type Options, wholeNumber } from '../options.js';
import { withContext } from '../with-context.js';

type GenerateOptions = Options & {
  readonly checkTargets?: true;
  readonly historyCases?: string;
  readonly year?: string;
  readonly format?: string;
  readonly columns?: string;
};

export function addGenerate(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('generate')
    .description(
      zh
        ? '生成一个模拟统筹地区：当年与三年历史病例、机构登记表、政策'
        : 'make a synthetic region: cases of the year, three years of history, register, policy',
    )
    .option(
      '--check-targets',
      zh
        ? '不写文件：把生成的一年与各项目标数字逐一核对'
        : 'write nothing: hold a generated year against every figure the region claims',
    )
    .option(
      '--history-cases <n>',
      zh ? '每个历史年度的病例数（默认与当年相同）' : 'cases of each year of history (default: as many)',
    )
    .option('--year <year>', zh ? '模拟年度（默认 2026）' : 'the simulated year (default 2026)')
    .option('--format <csv|parquet>', zh ? '病例文件的格式（默认 csv）' : 'format of the files of cases (default csv)')
    .option(
      '--columns <names>',
      zh
        ? '另写的病例列：new_tech_cost（5 % 的病例，占其费用的 30 % 至 90 %）'
        : 'further columns of cases: new_tech_cost (in 5 % of the cases, 30 to 90 % of their charges)',
    )
    .action(async (options: GenerateOptions) => {
      if (options.checkTargets === true) {
        await checkTargets(options, language);
        return;
      }
      const columns = await columnsOf(options);
      const { runGenerate } = await import('../../run/generate-run.js');
      const result = await withContext(language, { ...options, workers: '0' }, (context) =>
        runGenerate(
          {
            out: need(options.out, '--out', 'generate'),
            ...(options.scheme === undefined ? {} : { scheme: options.scheme }),
            ...sizeOf(options),
            ...shapeOf(options),
            columns,
          },
          context,
        ),
      );
      process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${result.files.join('\n')}\n`);
    });
  addOptions(command, language, ['out', 'cases', 'seed', 'scheme']);
  addExamples(command, language, [
    'drgdip generate --cases 100000 --seed 7 --out region/',
    'drgdip generate --cases 10000000 --history-cases 1000000 --format parquet --year 2027 --out region/',
    'drgdip generate --cases 20000 --columns new_tech_cost --out region/',
    'drgdip generate --check-targets',
  ]);
}

/** @throws option_value */
function shapeOf({
  historyCases,
  year,
  format,
}: GenerateOptions): Pick<GenerateRunOptions, 'historyCases' | 'year' | 'format'> {
  if (format !== undefined && format !== 'csv' && format !== 'parquet') {
    throw OPTION_ERRORS.option_value({ option: '--format', value: format, expected: 'csv | parquet' });
  }
  return {
    ...(historyCases === undefined
      ? {}
      : { historyCases: wholeNumber(historyCases, '--history-cases', 1_000, 20_000_000, 300_000) }),
    ...(year === undefined ? {} : { year: wholeNumber(year, '--year', 2000, 2100, 2026) }),
    ...(format === undefined ? {} : { format }),
  };
}

/** @throws option_value */
async function columnsOf({ columns }: GenerateOptions): Promise<readonly FurtherColumn[]> {
  if (columns === undefined) return [];
  // Loaded only when asked for: a command's words should not wait for the region's.
  const { FURTHER_COLUMNS } = await import('../../simulation/region/further-columns.js');
  return columns.split(',').map((name) => {
    const known = FURTHER_COLUMNS.find((column) => column === name.trim());
    if (known !== undefined) return known;
    throw OPTION_ERRORS.option_value({ option: '--columns', value: name, expected: FURTHER_COLUMNS.join(', ') });
  });
}

const sizeOf = (options: Options): { readonly cases: number; readonly seed: number } => ({
  cases: wholeNumber(options.cases, '--cases', 1_000, 20_000_000, 300_000),
  seed: wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1, 1),
});

/** Exit 1 where a figure misses its target though there are cases enough. */
async function checkTargets(options: Options, language: Language): Promise<void> {
  const { runCheckTargets } = await import('../../run/check-targets-run.js');
  const { renderTargets } = await import('../render-targets.js');
  const size = sizeOf(options);
  const checks = await withContext(language, { ...options, workers: '0' }, (context) =>
    runCheckTargets({ ...size, scheme: options.scheme }, context),
  );
  const width = process.stdout.columns ?? Number.POSITIVE_INFINITY;
  process.stdout.write(
    options.json ? `${JSON.stringify(checks)}\n` : renderTargets(checks, size.cases, language, width),
  );
  const { TOLERANCE_CASES } = await import('../../simulation/region/check-targets.js');
  if (size.cases >= TOLERANCE_CASES && checks.some(({ verdict }) => verdict === 'misses')) process.exitCode = 1;
}
