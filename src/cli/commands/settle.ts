import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { addStageOptions, readStageOptions, type StageWords } from '../stage-options.js';
import { withContext } from '../with-context.js';

export function addSettle(program: Command, language: Language): void {
  const command = program
    .command('settle')
    .description(
      language === 'zh'
        ? '按政策清算一年：从申报到最终支付'
        : 'clear a year under a policy: from claim to final payment',
    )
    .action(async (options: Options & StageWords) => {
      const { runSettle } = await import('../../run/settle-run.js');
      const { printSimulation } = await import('../print-simulation.js');
      const result = await withContext(language, options, async (context) =>
        runSettle({ ...(await readRegionOptions(options, 'settle')), stages: readStageOptions(options) }, context),
      );
      printSimulation(result, options, language);
    });
  addStageOptions(command, language);
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out', 'statements', 'seed']);
  addExamples(command, language, [
    'drgdip settle --in year.csv --weights weights.csv --register register.csv --policy policy.yaml --out results/',
    'drgdip settle --in year.csv --weights weights.csv --register register.csv --ledger ledger.csv --policy policy.yaml --out results/ --statements --lang zh',
  ]);
}
