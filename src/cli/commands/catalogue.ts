import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import {
  type CatalogueCliOptions,
  catalogueRules,
  positiveOption,
  shareOption,
  yearFactorsOption,
} from '../catalogue-options.js';
import { addExamples, addOptions, need, type Options, wholeNumber } from '../options.js';
import { tablesByName } from '../table-rows.js';
import { scoreBase } from '../weights-options.js';
import { withContext } from '../with-context.js';

const MOST_DECIMALS = 6;

/** `catalogue`: a DIP catalogue from up to three years of cases. */
export function addCatalogue(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('catalogue')
    .description(
      zh
        ? '由最多三年的病例建立 DIP 病种目录（聚类、门槛、分值、复核报告）'
        : 'make a DIP catalogue from up to three years of cases (clusters, threshold, scores, review)',
    );
  for (const [flags, chinese, english] of OPTIONS) command.option(flags, zh ? chinese : english);
  command.action(async (options: Options & CatalogueCliOptions) => {
    const { runCatalogue } = await import('../../run/catalogue-run.js');
    const { loadProfile } = await import('../../cases/import-profile.js');
    const decimals = wholeNumber(options.decimals, '--decimals', 0, MOST_DECIMALS, -1);
    const result = await withContext(language, options, (context) =>
      runCatalogue(
        {
          files: need(options.in, '--in', 'catalogue'),
          out: need(options.out, '--out', 'catalogue'),
          rules: catalogueRules(options),
          scheme: options.scheme,
          classes: options.classes,
          names: options.names,
          policy: options.policy,
          scoreBase: options.scoreBase === undefined ? undefined : scoreBase(options.scoreBase),
          decimals: decimals < 0 ? undefined : decimals,
          factors: yearFactorsOption(options.weightsOfYears),
          maxCv: positiveOption(options.maxCv, '--max-cv'),
          against: options.against,
          moved: shareOption(options.moved, '--moved') ?? { digits: 2, scale: 1 },
          auxiliary: options.auxiliary,
          profile: options.profile === undefined ? undefined : loadProfile(options.profile),
          rejected: options.rejected,
        },
        context,
      ),
    );
    if (result.folder === undefined) process.exitCode = 2;
    if (options.json) {
      const { scheme, folder, findings, rejected, tables } = result;
      process.stdout.write(`${JSON.stringify({ scheme, folder, rejected, findings, tables: tablesByName(tables) })}\n`);
      return;
    }
    const { renderCatalogue } = await import('../render-catalogue.js');
    process.stdout.write(renderCatalogue(result, language));
  });
  addOptions(command, language, ['in', 'out', 'scheme', 'policy', 'profile', 'rejected']);
  addExamples(command, language, [
    'drgdip catalogue --in 2023.csv 2024.csv 2025.csv --scheme dip-3.0 --classes classes.csv --out my-city-2026',
    'drgdip catalogue --in history.csv --weights-of-years 1:2:7 --coverage 0.95 --out my-city-2026',
    'drgdip catalogue --in history.csv --against my-city-2025 --moved 0.2 --out my-city-2026',
    'drgdip catalogue --in history.csv --auxiliary policy.yaml --out my-city-2026',
    'drgdip group --in year.csv --scheme my-city-2026 --out groups.csv',
  ]);
}

const OPTIONS: readonly (readonly [flags: string, zh: string, en: string])[] = [
  [
    '--weights-of-years <a:b:c>',
    '年度系数，旧到新（默认 1:2:7 的后几个）',
    'factors of the years, old to new (default: the last of 1:2:7)',
  ],
  [
    '--principal <level>',
    '主要诊断的位数：category、subcategory（默认）、full',
    'length of the principal: category, subcategory (default), full',
  ],
  ['--threshold <n>', '核心病种每年的病例数门槛（默认 15）', 'cases a year from which an entry is core (default 15)'],
  [
    '--threshold-by <measure>',
    '门槛按 yearly_mean（年均，默认）或 last_year',
    'threshold by yearly_mean (default) or last_year',
  ],
  [
    '--coverage <share>',
    '核心病种应覆盖的病例占比，如 0.95：门槛降到够为止',
    'share of cases that core entries must cover, e.g. 0.95: lowers the threshold',
  ],
  [
    '--comprehensive-threshold <n>',
    '综合病种每年的病例数门槛（默认同上）',
    'cases a year of a comprehensive group (default: the same)',
  ],
  [
    '--related-share <share>',
    '相关手术使费用高出的最小比例（默认 0.1）',
    'least share by which a related procedure raises the cost (default 0.1)',
  ],
  [
    '--classes <file|scheme>',
    '手术操作的治疗方式：文件（code,class）或方案',
    'treatment classes of procedures: a file (code,class) or a scheme',
  ],
  ['--names <file...>', '诊断与手术操作名称（code,name）', 'names of diagnoses and procedures (code,name)'],
  [
    '--score-base <base>',
    '分值的基准：overall（总体均值）、group=基准病种、quota=定额（元）',
    'base of scores: overall (mean), group=CODE (a benchmark), quota=YUAN',
  ],
  ['--decimals <n>', '分值小数位（默认按政策，4）', 'decimals of scores (default: the policy’s, 4)'],
  [
    '--max-cv <cv>',
    'CV 大于此值提示复核（默认按政策，1）',
    'entries above this CV are flagged (default: the policy’s, 1)',
  ],
  ['--against <folder>', '上年目录，列出差异', 'last year’s catalogue, to list differences'],
  [
    '--auxiliary <policy>',
    '按政策的病例系数规则，由同一批病例测算辅助目录系数',
    'derive coefficients of auxiliary types (the case coefficients of this policy) from the same cases',
  ],
  ['--moved <share>', '分值变动大于此比例才列为变动（默认 0.2）', 'share above which a score has moved (default 0.2)'],
];
