import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { addExamples, addOptions, type Options, wholeNumber } from '../options.js';
import { withContext } from '../with-context.js';

export function addDemo(program: Command, language: Language): void {
  const command = program
    .command('demo')
    .description(
      language === 'zh'
        ? '在内置的模拟地区上回答：费率降 3%、基金分担 60% 超支，各医院和基金会怎样'
        : 'answer on a built-in synthetic region: rate −3 %, fund bears 60 % of overruns; what happens to each hospital and the fund',
    )
    .option(
      '--method <drg|dip>',
      language === 'zh' ? '模拟地区的付费方式（默认 drg）' : 'how the region pays (default drg)',
    )
    .option(
      '--against <drg|dip>',
      language === 'zh'
        ? '不测改革，而是把同一批病例按另一付费方式对比'
        : 'no reform: the same cases under the other payment method',
    )
    .action(async (options: Options & { readonly method?: string }) => {
      const { runDemo } = await import('../../run/demo-run.js');
      const { printSimulation } = await import('../print-simulation.js');
      const result = await withContext(language, options, (context) =>
        runDemo(
          {
            cases: wholeNumber(options.cases, '--cases', 1_000, 20_000_000, 300_000),
            seed: wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1, 1),
            out: options.out ?? 'demo-results',
            method: methodOf(options.method, '--method'),
            against: methodOf(options.against, '--against'),
            reforms: options.reform,
            statements: options.statements === undefined ? undefined : 'files',
          },
          context,
        ),
      );
      printSimulation(result, options, language);
    });
  addOptions(command, language, ['cases', 'seed', 'out', 'statements', 'reform']);
  addExamples(command, language, [
    'npm run demo',
    'npm run demo -- --cases 100000 --seed 7 --out results/',
    'npm run demo -- --method dip',
    'npm run demo -- --against dip --out drg-against-dip/',
  ]);
}

/** @throws option_value */
function methodOf(text: string | undefined, option: string): 'drg' | 'dip' | undefined {
  if (text === undefined || text === 'drg' || text === 'dip') return text;
  throw OPTION_ERRORS.option_value({ option, value: text, expected: 'drg, dip' });
}
