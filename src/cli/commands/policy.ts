import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import type { CommonOptions } from '../context.js';
import { addCommonOptions, addExamples } from '../options.js';

export function addPolicy(program: Command, language: Language): void {
  const zh = language === 'zh';
  const policy = program
    .command('policy')
    .helpCommand(false)
    .helpOption('-h, --help', zh ? '显示帮助' : 'show help')
    .description(zh ? '检查、查看、比较政策文件' : 'check, show and compare policies');

  const check = policy
    .command('check <policy>')
    .description(zh ? '运行前找出政策中的错误与悬崖' : 'find mistakes and cliffs before any run')
    .option('--reform <file...>', zh ? '改革方案' : 'reform')
    .action(async (name: string, options: CommonOptions & { reform?: string[] }) => {
      const { policyCheck } = await import('../../run/policy-run.js');
      const { renderFindings } = await import('../render-findings.js');
      const findings = policyCheck(name, options.reform ?? []);
      process.stdout.write(options.json ? `${JSON.stringify(findings)}\n` : renderFindings(findings, language));
      if (findings.some((finding) => finding.severity === 'error')) process.exitCode = 2;
    });
  addCommonOptions(check, language);
  addExamples(check, language, ['drgdip policy check demo-region']);

  const show = policy
    .command('show <policy>')
    .description(zh ? '某一天有效的全部参数与来源' : 'every parameter as it holds on a day, with its source')
    .option('--at <date>', zh ? '日期（默认该年最后一天）' : 'day (default: last day of the year)')
    .option('--reform <file...>', zh ? '改革方案' : 'reform')
    .option('--schema', zh ? '打印政策文件的 JSON Schema' : 'print the JSON Schema of the policy file')
    .action(async (name: string, options: CommonOptions & { at?: string; reform?: string[]; schema?: boolean }) => {
      const { policySchemaText, policyShow } = await import('../../run/policy-run.js');
      if (options.schema) {
        process.stdout.write(`${policySchemaText()}\n`);
        return;
      }
      process.stdout.write(policyShow(name, options.reform ?? [], options.at, language, options.json === true));
    });
  addCommonOptions(show, language);
  addExamples(show, language, ['drgdip policy show demo-region --at 2026-03-01']);

  const diff = policy
    .command('diff <a> [b]')
    .description(
      zh
        ? '用文字说明两份政策（或政策与改革）的不同'
        : 'say in words how two policies (or a policy and a reform) differ',
    )
    .option('--reform <file...>', zh ? '与 a 加上此改革相比' : 'compare a with a plus this reform')
    .action(async (a: string, b: string | undefined, options: CommonOptions & { reform?: string[] }) => {
      const { policyDiff } = await import('../../run/policy-run.js');
      process.stdout.write(policyDiff(a, b, options.reform ?? [], language, options.json === true));
    });
  addCommonOptions(diff, language);
  addExamples(diff, language, [
    'drgdip policy diff demo-region --reform examples/reforms/rate-minus-3-percent-share-60.yaml',
  ]);
}
