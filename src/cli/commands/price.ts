import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

export function addPrice(program: Command, language: Language): void {
  const command = program
    .command('price')
    .description(
      language === 'zh'
        ? '逐例计价：病组、支付标准、倍率区间、基金与个人部分'
        : 'price each case: group, standard, outlier band, parts of fund and patient',
    )
    .action(async (options: Options) => {
      const { runPrice } = await import('../../run/price-run.js');
      const result = await withContext(language, options, async (context) =>
        runPrice(await readRegionOptions(options, 'price'), context),
      );
      if (options.json) {
        process.stdout.write(`${JSON.stringify(result)}\n`);
        return;
      }
      const { renderPriceResult } = await import('../render-price-result.js');
      process.stdout.write(renderPriceResult(result, language));
    });
  addOptions(command, language, [
    'in',
    'history',
    'weights',
    'register',
    'groupMeans',
    'policy',
    'reform',
    'profile',
    'out',
  ]);
  addExamples(command, language, [
    'drgdip price --in examples/plain-standard/cases.csv --policy example-standard-8000 --out priced.csv',
  ]);
}
