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
        ? '基线与改革对比：各医院、科室、病组、险种与基金'
        : 'baseline against reform: hospitals, departments, groups, insurance types and the fund',
    )
    .action(async (options: Options) => {
      const { runSimulate } = await import('../../run/simulate-run.js');
      const { printSimulation } = await import('../print-simulation.js');
      const result = await withContext(language, options, async (context) =>
        runSimulate(
          { ...(await readRegionOptions(options, 'simulate')), reforms: need(options.reform, '--reform', 'simulate') },
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
    'policy',
    'reform',
    'profile',
    'out',
    'statements',
    'seed',
  ]);
  addExamples(command, language, [
    'drgdip simulate --in year.csv --history history.csv --register register.csv --policy demo-region --reform examples/reforms/rate-minus-3-percent-share-60.yaml --out results/',
  ]);
}
