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
        ? '逐例计价：病组、支付标准、倍率区间、基金与个人部分；--out 为 .xlsx 时写回同一工作簿，右侧加列'
        : 'price each case: group, standard, outlier band, parts of fund and patient; --out FILE.xlsx: the same workbook with columns added',
    )
    .action(async (options: Options) => {
      const { isWorkbookName, runPriceWorkbook } = await import('../../run/workbook/price-workbook-run.js');
      if (options.out !== undefined && isWorkbookName(options.out)) {
        const filled = await withContext(language, options, async (context) =>
          runPriceWorkbook(await readRegionOptions(options, 'price'), context),
        );
        const { renderFilledWorkbook } = await import('../render-filled-workbook.js');
        process.stdout.write(options.json ? `${JSON.stringify(filled)}\n` : renderFilledWorkbook(filled, language));
        return;
      }
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
    'outpatient',
    'groupMeans',
    'policy',
    'reform',
    'profile',
    'out',
  ]);
  addExamples(command, language, [
    'drgdip price --in examples/plain-standard/cases.csv --policy example-standard-8000 --out priced.csv',
    'drgdip price --in cases.csv --policy policy.yaml --outpatient outpatient.csv --out priced.csv',
    'drgdip price --in filled.xlsx --policy example-standard-8000 --out answered.xlsx',
  ]);
}
