import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { addCommonOptions, addExamples, need, type Options } from '../options.js';

export function addWeightsImport(weights: Command, language: Language): void {
  const zh = language === 'zh';
  const command = weights
    .command('import')
    .description(
      zh
        ? '读取各地公布的权重（分值、点数、系数、支付标准）表，逐项列出疑点，写成权重文件'
        : 'read a table of weights (scores, points, coefficients, standards) as cities publish it, tell every oddity, write a weight file',
    )
    .option(
      '--in <file>',
      zh ? '公布的表（CSV、TSV、XLSX、XLS、HTML）' : 'the published table (CSV, TSV, XLSX, XLS, HTML)',
    )
    .option(
      '--profile <file>',
      zh
        ? '表本身没有说明的内容（YAML，见 docs/weights.md）'
        : 'what the table does not say (YAML, see docs/weights.md)',
    )
    .option(
      '--scheme <id>',
      zh ? '编码所属的分组方案，逐个核对编码' : 'the scheme of the codes; each code is held against it',
    )
    .option('--out <file>', zh ? '要写的权重文件' : 'weight file to write')
    .option(
      '--where <heading=value...>',
      zh ? '只取某列为某值的行，如 年度=2024' : 'only rows with this text under this heading, e.g. year=2024',
    )
    .action(async (_: unknown, self: Command) => {
      // Options that `weights` has too are parsed there, wherever they stand.
      const options = self.optsWithGlobals<Options & { where?: string[] }>();
      const [file, second] = need(options.in, '--in', 'weights import');
      if (second !== undefined) {
        throw OPTION_ERRORS.option_value({ option: '--in', value: second, expected: zh ? '一个文件' : 'one file' });
      }
      const { runWeightsImport } = await import('../../run/weights-import-run.js');
      const result = await runWeightsImport({
        file: file!,
        out: need(options.out, '--out', 'weights import'),
        profile: options.profile,
        where: options.where,
        scheme: options.scheme,
      });
      if (result.out === undefined) process.exitCode = 2;
      if (options.json) {
        const { weightsJson } = await import('../weights-json.js');
        process.stdout.write(weightsJson(result));
        return;
      }
      const { renderWeightsImport } = await import('../render-weights-import.js');
      process.stdout.write(renderWeightsImport(result, language));
    });
  addCommonOptions(command, language);
  addExamples(command, language, [
    'drgdip weights import --in published.xlsx --out weights.csv',
    'drgdip weights import --in weights.tsv --where year=2024 --scheme chs-drg-1.1 --out weights.csv',
    'drgdip weights import --in published.csv --profile weights-profile.yaml --out weights.csv --json',
  ]);
}
