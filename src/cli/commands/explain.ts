import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { visibleLines } from '../../kernel/visible-text.js';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';
import { addExamples, addOptions, keyValues, need, type Options } from '../options.js';
import { profileOf } from '../profile-option.js';
import { withContext } from '../with-context.js';

export function addExplain(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('explain')
    .description(zh ? '说明一个病例为何入此病组' : 'say why a case falls into its group')
    .option('--case <id>', zh ? '病例号（文件只有一例时可省略）' : 'case id (not needed if the file has one case)')
    .option(
      '--what-if',
      zh
        ? '并列出以其他诊断为主要诊断、以其他手术操作为首时的病组（仅供核对；--weights 则附权重）'
        : 'also its group with each other diagnosis as principal or procedure first (for checking; weights with --weights)',
    )
    .action(async (options: Options & { case?: string; whatIf?: boolean }) => {
      const { runExplain } = await import('../../run/explain-run.js');
      const profile = await profileOf(options);
      const { explanation, whatIf, text } = await withContext(language, { ...options, workers: '0' }, (context) =>
        runExplain(
          {
            files: need(options.in, '--in', 'explain'),
            scheme: need(options.scheme, '--scheme', 'explain'),
            caseId: options.case,
            alternatives: options.whatIf ? 'all' : 'none',
            ...(options.weights === undefined ? {} : { weights: options.weights }),
            switches: keyValues(options.option, ANY_SWITCHES),
            ...profile,
          },
          context,
        ),
      );
      const data = whatIf === undefined ? explanation : { ...explanation, whatIf };
      process.stdout.write(options.json ? `${JSON.stringify(data)}\n` : visibleLines(`${text}\n`));
    });
  addOptions(command, language, ['in', 'scheme', 'weights', 'profile', 'option']);
  addExamples(command, language, [
    'drgdip explain --scheme chs-drg-2.0 --in examples/cases-to-group.csv --case E03',
    'drgdip explain --scheme chs-drg-2.0 --in examples/cases-to-group.csv --case E03 --what-if',
    'drgdip explain --scheme dip-3.0 --in examples/cases-to-group.csv --case E03',
  ]);
}
