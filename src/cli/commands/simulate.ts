import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

export function addSimulate(program: Command, language: Language): void {
  const command = program
    .command('simulate')
    .description(
      language === 'zh'
        ? '基线与改革（或另一政策）对比：各医院、科室、病组、险种与基金'
        : 'baseline against a reform or another policy: hospitals, departments, groups, insurance types and the fund',
    )
    .action(async (options: Options) => {
      const { runSimulate } = await import('../../run/simulate-run.js');
      const { printSimulation } = await import('../print-simulation.js');
      const result = await withContext(language, options, async (context) =>
        runSimulate(
          {
            ...(await readRegionOptions(options, 'simulate')),
            reforms: options.against === undefined ? need(options.reform, '--reform', 'simulate') : options.reform,
          },
          context,
        ),
      );
      printSimulation(result, options, language);
    });
  addOptions(command, language, [
    'in',
    'history',
    'weights',
    'register',
    'ledger',
    'groupMeans',
    'policy',
    'reform',
    'against',
    'againstWeights',
    'profile',
    'out',
    'statements',
    'seed',
  ]);
  addExamples(command, language, [
    'drgdip simulate --in year.csv --history history.csv --register register.csv --policy demo-region --reform examples/reforms/rate-minus-3-percent-share-60.yaml --out results/',
    'drgdip simulate --in year.csv --history history.csv --register register.csv --policy demo-region --against demo-region-dip --out results/',
  ]);
}
