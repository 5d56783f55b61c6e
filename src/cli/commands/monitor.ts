import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { profileOf } from '../profile-option.js';
import { withContext } from '../with-context.js';

/** Files beside the cases, and what to watch for. */
const OWN = [
  [
    '--rules <file>',
    '监测规则（YAML，或 monitoring/ 下的名称；默认 base）',
    'rules of monitoring (YAML, or a name under monitoring/; default base)',
  ],
  [
    '--items <file>',
    '费用明细：重复收费、无收费住院日、手术费',
    'charge lines: charges made twice, days without charges, operations',
  ],
  ['--outpatient <file>', '门诊结算：住院前后转嫁费用', 'outpatient visits: costs shifted around a stay'],
  ['--records <file>', '病案首页核对表：清单与病案比较', 'medical records, which lists are checked against'],
  ['--examinations <file>', '检查结果：阳性率', 'examinations: the share that finds something'],
  ['--low-risk <file>', '低风险组名单', 'list of low-risk groups'],
  ['--indicator <key...>', '只计算这些指标', 'compute these indicators only'],
  [
    '--review <file>',
    '上次的核查清单（CSV、XLSX）：保留处理结果与备注',
    'an earlier review list (CSV, XLSX), whose statuses and notes are kept',
  ],
] as const;

type MonitorOptions = Options &
  Readonly<
    Partial<Record<'rules' | 'items' | 'outpatient' | 'records' | 'examinations' | 'lowRisk' | 'review', string>>
  > & { readonly indicator?: readonly string[] };

export function addMonitor(program: Command, language: Language): void {
  const command = program
    .command('monitor')
    .description(
      language === 'zh'
        ? '监测：医院、科室、病组、月份指标，清单质量，监管疑点与核查清单'
        : 'monitor: indicators by hospital, department, group and month, list quality, findings of supervision to review',
    );
  for (const [flags, zh, en] of OWN) command.option(flags, language === 'zh' ? zh : en);
  command.action(async (options: MonitorOptions) => {
    const { runMonitor } = await import('../../run/monitor/monitor-run.js');
    const files = need(options.in, '--in', 'monitor');
    const out = need(options.out, '--out', 'monitor');
    const { profile } = await profileOf(options);
    const result = await withContext(language, options, (context) =>
      runMonitor(
        {
          files,
          out,
          scheme: options.scheme,
          policy: options.policy,
          reforms: options.reform,
          history: options.history,
          weights: options.weights,
          register: options.register,
          groupMeans: options.groupMeans,
          items: options.items,
          outpatient: options.outpatient,
          records: options.records,
          examinations: options.examinations,
          lowRisk: options.lowRisk,
          rules: options.rules,
          review: options.review,
          indicators: options.indicator,
          profile,
        },
        context,
      ),
    );
    if (options.json) {
      const { tablesByName } = await import('../table-rows.js');
      const { folder, model, rejected } = result;
      const tables = tablesByName(result.tables);
      process.stdout.write(`${JSON.stringify({ folder, rejected, notices: model.notices, tables })}\n`);
      return;
    }
    const { renderMonitor } = await import('../render-monitor.js');
    process.stdout.write(renderMonitor(result, language, process.stdout.columns));
  });
  addOptions(command, language, [
    'in',
    'scheme',
    'policy',
    'reform',
    'history',
    'weights',
    'register',
    'groupMeans',
    'profile',
    'out',
  ]);
  addExamples(command, language, [
    'drgdip monitor --in examples/monitor/cases.csv --scheme chs-drg-2.0 --register examples/monitor/register.csv --out monitor',
    'drgdip monitor --in examples/monitor/cases.csv --policy example-national-base --weights examples/monitor/weights.csv --register examples/monitor/register.csv --low-risk examples/monitor/low-risk-groups.csv --items examples/monitor/items.csv --out monitor',
    'drgdip monitor --in cases.csv --scheme chs-drg-2.0 --review monitor/review.xlsx --out monitor-2',
  ]);
}
