import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { withContext } from '../with-context.js';

export function addWeights(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('weights')
    .description(
      zh
        ? '用历史病例测算权重（裁剪、均值、RW、CV、CMI）'
        : 'make weights from past cases (trimming, means, RW, CV, CMI)',
    )
    .option('--check', zh ? '列出权重倒置、空组、非稳定组' : 'list inversions, empty and unstable groups')
    .action(async (options: Options & { check?: boolean }) => {
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
          },
          context,
        ),
      );
      if (result.findings.some((finding) => finding.severity === 'error')) process.exitCode = 2;
      if (options.json) {
        process.stdout.write(`${JSON.stringify(result)}\n`);
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
  ]);
}
