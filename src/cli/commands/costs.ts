import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

export function addCosts(program: Command, language: Language): void {
  const command = program
    .command('costs')
    .description(
      language === 'zh'
        ? '科室、病种成本核算：费用构成与支付标准、同病组均值比较，找出花得多、收得少的环节'
        : 'costs by department and disease: parts of the bill against standard and peers, links that cost most and earn least',
    )
    .action(async (options: Options) => {
      const { runCosts, missingPartsNotice } = await import('../../run/costs/costs-run.js');
      const result = await withContext(language, options, async (context) =>
        runCosts(await readRegionOptions(options, 'costs'), context),
      );
      const { folder, tables, missingParts } = result;
      if (options.json) {
        const { tablesByName } = await import('../table-rows.js');
        process.stdout.write(`${JSON.stringify({ folder, missingParts, tables: tablesByName(tables) })}\n`);
        return;
      }
      const { renderTextTable } = await import('../../report/render-text-table.js');
      const { pagePlaces } = await import('../result-places.js');
      const { orderRows } = await import('../../report/table-order.js');
      const [diseases, links] = tables as readonly [(typeof tables)[number], (typeof tables)[number]];
      const show = (table: (typeof tables)[number], columns: readonly string[], order: string): string => {
        const rows = orderRows(table, '', { column: order, direction: 'ascending' }, language);
        const text = renderTextTable(table, { language, unit: 'yuan', columns, rows, limit: 10 });
        return `${table.schema.title[language]}\n${text}\n\n`;
      };
      const keys = ['hospital_id', 'department', 'group', 'cases'];
      const part = language === 'zh' ? 'part_zh' : 'part_en';
      process.stdout.write(
        show(diseases, [...keys, 'mean_standard', 'mean_cost', 'peer_mean_cost', 'margin', 'cost_margin'], 'margin') +
          show(links, [...keys, part, 'mean_cost', 'peer_mean_cost', 'excess', 'balance'], 'balance') +
          (missingParts.length === 0 ? '' : `! ${missingPartsNotice(missingParts)[language]}\n`) +
          `${pagePlaces(folder!, language).join('\n')}\n`,
      );
    });
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out']);
  addExamples(command, language, [
    'drgdip costs --in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/monitor/register.csv --out costs',
  ]);
}
