import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
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
    .action(async (options: Options) => {
      const { runDemo } = await import('../../run/demo-run.js');
      const { printSimulation } = await import('../print-simulation.js');
      const result = await withContext(language, options, (context) =>
        runDemo(
          {
            cases: wholeNumber(options.cases, '--cases', 1_000, 20_000_000, 300_000),
            seed: wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1, 1),
            out: options.out ?? 'demo-results',
            reforms: options.reform,
            statements: options.statements === undefined ? undefined : 'files',
          },
          context,
        ),
      );
      printSimulation(result, options, language);
    });
  addOptions(command, language, ['cases', 'seed', 'out', 'statements', 'reform']);
  addExamples(command, language, ['npm run demo', 'npm run demo -- --cases 100000 --seed 7 --out results/']);
}
