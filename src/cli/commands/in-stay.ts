import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { dayOption } from '../day-option.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { CASE_OPTIONS, readCaseOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

type InStayOptions = Options & {
  readonly case?: string;
  readonly day?: string;
  readonly alerts?: string;
  readonly past?: readonly string[];
};

export function addInStay(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('in-stay')
    .description(
      zh
        ? '在院预分组：尚未出院的患者，当前病组、上下档、已用比例与剩余空间'
        : 'patients not yet discharged: group so far, nearest groups, cost against the standard, room left',
    )
    .option('--case <id>', zh ? '只看一例' : 'one patient only')
    .option(
      '--day <date>',
      zh ? '费用截止日期（默认取最近的入院日期）' : 'day that the costs are of (default: the last admission)',
    )
    .option(
      '--alerts <file>',
      zh
        ? '预警界限（YAML，默认 80% 黄色、100% 红色）'
        : 'edges of alerts (YAML; default: yellow at 80 %, red at 100 %)',
    )
    .option(
      '--past <file...>',
      zh ? '已出院病例，用于同组平均住院日' : 'discharged cases, for the mean days of each group',
    )
    .action(async (options: InStayOptions) => {
      const { runInStay } = await import('../../run/in-stay/in-stay-run.js');
      const day = dayOption(options.day, '--day', '2026-11-30');
      const result = await withContext(language, { ...options, workers: options.workers ?? '0' }, async (context) =>
        runInStay(
          {
            ...(await readCaseOptions(options, 'in-stay')),
            caseId: options.case,
            alerts: options.alerts,
            past: options.past,
            day,
          },
          context,
        ),
      );
      if (options.json) {
        const { tableRows } = await import('../table-rows.js');
        const { folder, rejected, table } = result;
        process.stdout.write(`${JSON.stringify({ folder, rejected: rejected.length, rows: tableRows(table) })}\n`);
        return;
      }
      const { renderInStay } = await import('../render-in-stay.js');
      process.stdout.write(renderInStay(result, language, process.stdout.columns));
    });
  addOptions(command, language, CASE_OPTIONS);
  const region = '--policy example-national-base --weights examples/monitor/weights.csv';
  addExamples(command, language, [
    `drgdip in-stay --in examples/in-stay/patients.csv ${region}`,
    `drgdip in-stay --in examples/in-stay/patients.csv ${region} --case WARD-2`,
    `drgdip in-stay --in examples/in-stay/patients.csv ${region} --past examples/monitor/cases.csv --case WARD-2`,
    `drgdip in-stay --in patients.csv ${region} --alerts my-alerts.yaml --out in-stay`,
  ]);
}
