import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, type Options } from '../options.js';
import { REGION_OPTIONS, readRegionOptions } from '../region-options.js';
import { withContext } from '../with-context.js';

interface ConsequencesOptions extends Options {
  readonly review?: string;
  readonly persons?: string;
  readonly rules?: string;
  readonly monitorRules?: string;
}

export function addConsequences(program: Command, language: Language): void {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const command = program
    .command('consequences')
    .description(
      t(
        '后果测算：属实疑点的处罚、人员记分、暂停结算、信用等级对收入、次年额度与保证金的影响',
        'what confirmed findings, points on persons, suspension and credit grades do to income, next quota and deposit',
      ),
    )
    .option('--review <file>', t('核查清单（monitor 写出，已填写处理结果）', 'review list of monitor, worked'))
    .option('--persons <file>', t('人员记分（只用编码）', 'points on persons (codes only)'))
    .option('--rules <file>', t('后果规则（YAML）', 'rules of consequences (YAML)'))
    .option('--monitor-rules <file>', t('监测规则（处罚倍数）', 'rules of monitoring (multiples)'))
    .action(async (options: ConsequencesOptions) => {
      const { CONSEQUENCE_COLUMNS, runConsequences } = await import('../../run/consequences/consequences-run.js');
      const { printTables } = await import('../print-tables.js');
      const result = await withContext(language, options, async (context) =>
        runConsequences(
          {
            ...(await readRegionOptions(options, 'consequences')),
            review: options.review,
            persons: options.persons,
            consequenceRules: options.rules,
            rules: options.monitorRules,
          },
          context,
        ),
      );
      const { consequence_hospitals, consequence_conduct, consequence_leaving } = CONSEQUENCE_COLUMNS;
      const shown = { consequence_hospitals, consequence_conduct, consequence_leaving };
      printTables(result, shown, 20, options, language);
    });
  addOptions(command, language, [...REGION_OPTIONS, 'profile', 'out']);
  addExamples(command, language, [
    'drgdip consequences --in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/consequences/register.csv --review examples/consequences/review.csv --persons examples/input-tables/person-points.csv --out consequences',
  ]);
}
