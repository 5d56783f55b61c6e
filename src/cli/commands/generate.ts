import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options, wholeNumber } from '../options.js';
import { withContext } from '../with-context.js';

export function addGenerate(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('generate')
    .description(
      zh
        ? '生成一个模拟统筹地区：当年与三年历史病例、机构登记表、政策'
        : 'make a synthetic region: cases of the year, three years of history, register, policy',
    )
    .action(async (options: Options) => {
      const { runGenerate } = await import('../../run/generate-run.js');
      const result = await withContext(language, { ...options, workers: '0' }, (context) =>
        runGenerate(
          {
            out: need(options.out, '--out', 'generate'),
            ...(options.scheme === undefined ? {} : { scheme: options.scheme }),
            cases: wholeNumber(options.cases, '--cases', 1_000, 20_000_000, 300_000),
            seed: wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1, 1),
          },
          context,
        ),
      );
      process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${result.files.join('\n')}\n`);
    });
  addOptions(command, language, ['out', 'cases', 'seed', 'scheme']);
  addExamples(command, language, ['drgdip generate --cases 100000 --seed 7 --out region/']);
}
