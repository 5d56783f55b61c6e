import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { withContext } from '../with-context.js';

export function addCheck(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('check')
    .description(zh ? '读取病例文件，列出读到了什么' : 'read files of cases and list what was read')
    .option('--cases', zh ? '同时写出读到的病例（标准列）' : 'also write the cases read, in canonical columns')
    .option('--hash-patients <salt>', zh ? '患者标识加盐散列' : 'replace patient keys by salted hashes')
    .action(async (options: Options & { cases?: true; hashPatients?: string }) => {
      const { runCheck } = await import('../../run/check-run.js');
      const { loadProfile, parseProfile } = await import('../../cases/import-profile.js');
      const chosen = options.profile === undefined ? undefined : loadProfile(options.profile);
      const salt = options.hashPatients;
      const profile = salt === undefined ? chosen : { ...(chosen ?? parseProfile({}, '')), hash_patients: salt };
      const result = await withContext(language, { ...options, workers: '0' }, (context) =>
        runCheck(
          {
            files: need(options.in, '--in', 'check'),
            scheme: options.scheme,
            out: options.out ?? (options.cases === undefined ? undefined : need(options.out, '--out', 'check')),
            write: options.cases === undefined ? 'list' : 'cases',
            ...(profile === undefined ? {} : { profile }),
          },
          context,
        ),
      );
      if (options.json) {
        const { figures, summary, reasons, files } = result;
        process.stdout.write(`${JSON.stringify({ figures, summary, reasons, files })}\n`);
        return;
      }
      const { renderCheckResult } = await import('../render-check-result.js');
      process.stdout.write(renderCheckResult(result, language));
    });
  addOptions(command, language, ['in', 'profile', 'scheme', 'out']);
  addExamples(command, language, [
    'drgdip check --in examples/hqms/cases.csv --profile hqms --scheme chs-drg-2.0',
    'drgdip check --in cases.csv --profile profile.yaml --out checked --cases --hash-patients SALT',
  ]);
}
