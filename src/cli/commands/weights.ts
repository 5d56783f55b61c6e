import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { adjustmentsOption, coefficientsOption, unitOption, type WeightsCliOptions } from '../weights-options.js';
import { withContext } from '../with-context.js';
import { addWeightsImport } from './weights-import.js';

export function addWeights(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('weights')
    .helpCommand(false)
    .description(
      zh
        ? '用历史病例测算权重（裁剪、均值、RW、CV、CMI）'
        : 'make weights from past cases (trimming, means, RW, CV, CMI)',
    )
    .option('--check', zh ? '列出权重倒置、空组、非稳定组' : 'list inversions, empty and unstable groups')
    .option(
      '--unit <unit>',
      zh ? '单位：weight（权重）、points（点数）、score（分值）' : 'unit: weight, points or score',
    )
    .option(
      '--unstable <cost>',
      zh ? '点数的非稳定组取 mean（均值）或 median（中位数）' : 'points of unstable groups from their mean or median',
    )
    .option(
      '--score-base <base>',
      zh
        ? '分值的基准：overall（总体均值）、group=基准病种、quota=定额（元）'
        : 'base of scores: overall (mean), group=CODE (a benchmark), quota=YUAN',
    )
    .option(
      '--coefficients <kind>',
      zh
        ? 'hospital：附上各医院分病组的成本系数'
        : 'hospital: cost coefficients of each hospital and group beside them',
    )
    .option(
      '--adjust <key=factor...>',
      zh
        ? '按费用结构或病组调整，总权重不变，如 drug=0.9 "ES3*=1.05"'
        : 'adjust by parts of the cost or groups, total weight kept, e.g. drug=0.9 "ES3*=1.05"',
    )
    .action(async (options: Options & WeightsCliOptions) => {
      const { runWeights } = await import('../../run/weights-run.js');
      const { loadProfile } = await import('../../cases/import-profile.js');
      const result = await withContext(language, options, (context) =>
        runWeights(
          {
            files: options.in,
            weights: options.weights,
            policy: need(options.policy, '--policy', 'weights'),
            out: options.out,
            profile: options.profile === undefined ? undefined : loadProfile(options.profile),
            rejected: options.rejected,
            unit: unitOption(options),
            coefficients: coefficientsOption(options.coefficients),
            adjustments: adjustmentsOption(options.adjust),
          },
          context,
        ),
      );
      if (result.findings.some((finding) => finding.severity === 'error')) process.exitCode = 2;
      if (options.json) {
        const { weightsJson } = await import('../weights-json.js');
        process.stdout.write(weightsJson(result));
        return;
      }
      const { renderWeightsResult } = await import('../render-weights-result.js');
      process.stdout.write(renderWeightsResult(result, language, options.check === true));
    });
  addOptions(command, language, ['in', 'weights', 'policy', 'profile', 'out', 'rejected']);
  addExamples(command, language, [
    'drgdip weights --in history.csv --policy demo-region --out weights.csv',
    'drgdip weights --check --in history.csv --policy demo-region',
    'drgdip weights --check --weights weights.csv --policy demo-region',
    'drgdip weights --in history.csv --policy demo-region --unit points --coefficients hospital --out points.csv',
    "drgdip weights --in history.csv --policy demo-region --adjust drug=0.9 'ES3*=1.05' --out weights.csv",
  ]);
  addWeightsImport(command, language);
}
