import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, keyValues, need, type Options } from '../options.js';
import { withContext } from '../with-context.js';
import { SCHEME_SWITCHES } from './group.js';

export function addExplain(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('explain')
    .description(zh ? '说明一个病例为何入此病组' : 'say why a case falls into its group')
    .option('--case <id>', zh ? '病例号（文件只有一例时可省略）' : 'case id (not needed if the file has one case)')
    .action(async (options: Options & { case?: string }) => {
      const { runExplain } = await import('../../run/explain-run.js');
      const { loadProfile } = await import('../../cases/import-profile.js');
      const { explanation, text } = await withContext(language, { ...options, workers: '0' }, (context) =>
        runExplain(
          {
            files: need(options.in, '--in', 'explain'),
            scheme: need(options.scheme, '--scheme', 'explain'),
            caseId: options.case,
            switches: keyValues(options.option, SCHEME_SWITCHES),
            ...(options.profile === undefined ? {} : { profile: loadProfile(options.profile) }),
          },
          context,
        ),
      );
      process.stdout.write(options.json ? `${JSON.stringify(explanation)}\n` : `${text}\n`);
    });
  addOptions(command, language, ['in', 'scheme', 'profile', 'option']);
  addExamples(command, language, ['drgdip explain --scheme chs-drg-2.0 --in examples/cases-to-group.csv --case K35-1']);
}
