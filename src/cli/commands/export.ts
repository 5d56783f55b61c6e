import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options, wholeNumber } from '../options.js';
import { profileOf } from '../profile-option.js';
import { withContext } from '../with-context.js';

interface ExportOptions extends Options {
  readonly grade?: string;
  readonly grades?: string;
  readonly saltFile?: string;
  readonly shiftDates?: true;
  readonly leastAlike?: string;
  readonly by?: string;
  readonly purpose?: string;
  readonly log?: string;
}

export function addExport(program: Command, language: Language): void {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const command = program
    .command('export')
    .description(
      t(
        '按数据分级导出病例：标识加盐散列、日期可平移，并记录何人何时导出',
        'cases by grade: ids salted and hashed, dates shifted on request, and a log of who exported what',
      ),
    )
    .option('--grade <name>', t('分级：internal、restricted、open', 'grade: internal, restricted, open'))
    .option('--grades <file>', t('数据分级文件（YAML）', 'file of grades (YAML)'))
    .option(
      '--salt-file <file>',
      t('存放盐的文件（至少 16 个字符）', 'file that holds the salt (16 characters or more)'),
    )
    .option('--shift-dates', t('每位患者的日期平移同一天数', 'move the dates of each patient by one number of days'))
    .option(
      '--least-alike <n>',
      t(
        '少于 n 例相同（k 匿名）的病例不导出；按哪些列由分级规定',
        'leave out cases that fewer than n are alike to (k-anonymity); the grade says by which columns',
      ),
    )
    .option('--by <who>', t('导出人', 'who exports'))
    .option('--purpose <text>', t('用途', 'what for'))
    .option(
      '--log <file>',
      t('导出日志（默认在输出旁边的 export-log.csv）', 'log (default: export-log.csv beside the output)'),
    )
    .action(async (options: ExportOptions) => {
      const { runExport } = await import('../../run/export/export-run.js');
      const { profile } = await profileOf(options);
      const result = await withContext(language, { ...options, workers: '0' }, (context) =>
        runExport(
          {
            files: need(options.in, '--in', 'export'),
            out: need(options.out, '--out', 'export'),
            grade: need(options.grade, '--grade', 'export'),
            saltFile: need(options.saltFile, '--salt-file', 'export'),
            by: need(options.by, '--by', 'export'),
            purpose: need(options.purpose, '--purpose', 'export'),
            shift: options.shiftDates === true ? 'per_patient' : 'none',
            leastAlike:
              options.leastAlike === undefined
                ? undefined
                : wholeNumber(options.leastAlike, '--least-alike', 2, 1_000_000, 5),
            grades: options.grades,
            log: options.log,
            profile,
          },
          context,
        ),
      );
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      else {
        const { out, log, cases, columns, rejected, leftOut } = result;
        process.stdout.write(
          t(
            `${cases} 例、${columns.length} 列 → ${out}\n日志 → ${log}\n${leftOut > 0 ? `! 相同病例过少，未导出 ${leftOut} 例\n` : ''}${rejected > 0 ? `! 拒收 ${rejected} 处\n` : ''}`,
            `${cases} cases, ${columns.length} columns → ${out}\nlog → ${log}\n${leftOut > 0 ? `! ${leftOut} cases with too few alike left out\n` : ''}${rejected > 0 ? `! ${rejected} rejections\n` : ''}`,
          ),
        );
      }
    });
  addOptions(command, language, ['in', 'profile', 'out']);
  addExamples(command, language, [
    'drgdip export --in examples/monitor/cases.csv --grade restricted --salt-file salt.txt --shift-dates --by "data office" --purpose "study 12" --out restricted.csv',
    'drgdip export --in examples/monitor/cases.csv --grade restricted --least-alike 3 --salt-file salt.txt --by "data office" --purpose "study 12" --out restricted.csv',
    'drgdip export --in examples/monitor/cases.csv --grade open --salt-file salt.txt --by "data office" --purpose publication --out open.csv',
  ]);
}
