import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { CASE_OPTIONS, readCaseOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

interface CodingOptions extends Options {
  readonly case?: string;
  readonly records?: string;
  readonly addDx?: readonly string[];
  readonly addPx?: readonly string[];
  readonly remove?: readonly string[];
  readonly principal?: string;
}

export function addCoding(program: Command, language: Language): void {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const command = program
    .command('coding')
    .description(
      t(
        '编码差错的影响：清单与病案逐例比较，或模拟一例漏编、错编（病组、支付标准、差额）',
        'what coding errors are worth: lists against records, or one case coded otherwise (group, standard, difference)',
      ),
    )
    .option('--records <file>', t('病案首页核对表', 'medical records, which lists are held against'))
    .option('--case <id>', t('模拟的病例', 'case to simulate'))
    .option('--add-dx <code...>', t('如编上这些诊断', 'with these diagnoses'))
    .option('--add-px <code...>', t('如编上这些手术操作', 'with these procedures'))
    .option('--remove <code...>', t('如没有这些编码', 'without these codes'))
    .option('--principal <code>', t('如以此为主要诊断', 'with this principal diagnosis'))
    .action(async (options: CodingOptions) => {
      const { runCoding } = await import('../../run/coding/coding-run.js');
      const result = await withContext(language, { ...options, workers: options.workers ?? '0' }, async (context) =>
        runCoding(
          {
            ...(await readCaseOptions(options, 'coding')),
            records: options.records,
            caseId: options.case,
            addDx: options.addDx,
            addPx: options.addPx,
            remove: options.remove,
            principal: options.principal,
          },
          context,
        ),
      );
      if (options.json) {
        const { tablesByName } = await import('../table-rows.js');
        const { simulated, audited, folder, tables } = result;
        process.stdout.write(`${JSON.stringify({ folder, audited, simulated, tables: tablesByName(tables) })}\n`);
        return;
      }
      const { renderCoding } = await import('../render-coding.js');
      process.stdout.write(renderCoding(result, language));
    });
  addOptions(command, language, CASE_OPTIONS);
  const region =
    '--in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv';
  addExamples(command, language, [
    `drgdip coding ${region} --case C001 --add-dx C79.806`,
    `drgdip coding ${region} --records examples/coding/medical-records.csv --out coding`,
  ]);
}
