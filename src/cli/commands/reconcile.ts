import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { parseYuan } from '../../kernel/money.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

type ReconcileOptions = Options & {
  readonly bureau?: string;
  readonly bureauColumns?: string;
  readonly rounding?: string;
};

export function addReconcile(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('reconcile')
    .description(
      zh
        ? '与医保反馈逐例对账：差额按原因分解，并给出申诉清单'
        : "hold the bureau's own result against ours, case by case: differences by reason, and a list for an appeal",
    )
    .option('--bureau <file>', zh ? '医保结算反馈（CSV、XLSX 等）' : "the bureau's result by case (CSV, XLSX …)")
    .option(
      '--bureau-columns <file>',
      zh
        ? '反馈表头的对应（YAML：columns: {反馈表头: 列名}）'
        : 'YAML that maps its headings: columns: {heading: column}',
    )
    .option(
      '--rounding <yuan>',
      zh
        ? '每例不超过此数的尾差计为“尾差”（默认 0.50，含）'
        : 'what a case differs by up to this is rounding (default 0.50, itself counted)',
    )
    .action(async (options: ReconcileOptions) => {
      const { HALF_A_YUAN, runReconcile } = await import('../../run/reconcile/reconcile-run.js');
      const bureau = need(options.bureau, '--bureau', 'reconcile');
      const atFen = options.rounding === undefined ? HALF_A_YUAN.atFen : parseYuan(options.rounding);
      if (atFen === undefined || atFen < 0) {
        throw OPTION_ERRORS.option_value({ option: '--rounding', value: options.rounding ?? '', expected: '0.50' });
      }
      const result = await withContext(language, options, async (context) =>
        runReconcile(
          {
            ...(await readRegionOptions(options, 'reconcile')),
            bureau,
            bureauColumns: options.bureauColumns,
            rounding: { ...HALF_A_YUAN, atFen },
          },
          context,
        ),
      );
      if (options.json) {
        const { tablesByName } = await import('../table-rows.js');
        const tables = tablesByName([...result.tables, result.appeal]);
        const { folder, basis, rejected } = result;
        process.stdout.write(`${JSON.stringify({ folder, basis, rejected, tables })}\n`);
        return;
      }
      const { renderReconcile } = await import('../render-reconcile.js');
      process.stdout.write(renderReconcile(result, language));
    });
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out']);
  addExamples(command, language, [
    'drgdip reconcile --in examples/reconcile/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/monitor/register.csv --bureau examples/reconcile/bureau.csv --out reconcile',
    'drgdip reconcile --in cases.csv --policy policy.yaml --weights weights.csv --bureau feedback.xlsx --bureau-columns headings.yaml --out reconcile --lang zh',
  ]);
}
