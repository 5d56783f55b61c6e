import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import type { CommonOptions } from '../context.js';
import { addCommonOptions, addExamples } from '../options.js';
import { profileOf } from '../profile-option.js';

type CheckOptions = CommonOptions & {
  readonly reform?: string[];
  readonly register?: string;
  readonly in?: string[];
  readonly profile?: string;
};

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
    .option(
      '--register <file>',
      zh ? '医疗机构登记表：找出没有等级的机构' : 'register of hospitals: finds hospitals without a level',
    )
    .option(
      '--in <file...>',
      zh ? '病例文件：找出没有等级的机构' : 'files of cases: finds their hospitals without a level',
    )
    .option('--profile <file>', zh ? '病例文件的导入配置（YAML）' : 'import profile of the files of cases (YAML)')
    .action(async (name: string, options: CheckOptions) => {
      const { policyCheck } = await import('../../run/policy-run.js');
      const { renderFindings } = await import('../render-findings.js');
      const findings = policyCheck(name, options.reform ?? []);
      if (options.register !== undefined || options.in !== undefined) {
        const { checkHospitals } = await import('../../run/check-hospitals.js');
        const { in: files, register } = options;
        const sources = { ...(register === undefined ? {} : { register }), ...(files === undefined ? {} : { files }) };
        findings.push(
          ...(await checkHospitals(name, options.reform ?? [], { ...sources, ...(await profileOf(options)) })),
        );
      }
      process.stdout.write(options.json ? `${JSON.stringify(findings)}\n` : renderFindings(findings, language));
      if (findings.some((finding) => finding.severity === 'error')) process.exitCode = 2;
    });
  addCommonOptions(check, language);
  addExamples(check, language, [
    'drgdip policy check demo-region',
    'drgdip policy check examples/new-city/policy.yaml --register examples/new-city/register.csv --in examples/new-city/cases.csv',
  ]);

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
