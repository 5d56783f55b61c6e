import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import type { CheckRunResult } from '../../run/check-run.js';
import { addExamples, addOptions, need, type Options } from '../options.js';
import { withContext } from '../with-context.js';

type CheckOptions = Options & { readonly cases?: true; readonly hashPatients?: string; readonly as?: string };

export function addCheck(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('check')
    .description(
      zh
        ? '读取病例文件，列出读到了什么；也检查登记表、台账等其他输入表'
        : 'read files of cases and list what was read; check registers, ledgers and the other input tables',
    )
    .option('--cases', zh ? '同时写出读到的病例（标准列）' : 'also write the cases read, in canonical columns')
    .option('--hash-patients <salt>', zh ? '患者标识加盐散列' : 'replace patient keys by salted hashes')
    .option(
      '--as <table>',
      zh
        ? '文件是哪种表：cases、register、ledger 等（默认按表头识别）'
        : 'what the files are: cases, register, ledger … (told by their headings by default)',
    )
    .action(async (options: CheckOptions) => {
      const files = need(options.in, '--in', 'check');
      const { fileRole, rolesOfFiles, runCheckTables } = await import('../../run/check-tables-run.js');
      const stated = options.as ?? (options.profile === undefined ? undefined : 'cases');
      const roles =
        stated === undefined ? await rolesOfFiles(files) : files.map((path) => ({ path, role: fileRole(stated) }));
      const ofCases = roles.flatMap(({ path, role }) => (role === 'cases' ? [path] : []));
      const others = roles.flatMap(({ path, role }) => (role === 'cases' ? [] : [{ path, kind: role }]));
      const cases = ofCases.length === 0 ? undefined : await checkCases(ofCases, options, language);
      const checked = others.length === 0 ? undefined : await runCheckTables(others, options.out);
      if (checked?.tables.some(({ findings }) => findings.some(({ severity }) => severity === 'error'))) {
        process.exitCode = 2;
      }
      if (options.json) {
        const { figures, summary, reasons, lackingLater } = cases ?? {};
        const written = [...(cases?.files ?? []), ...(checked?.files ?? [])];
        const tables = checked === undefined ? {} : { tables: checked.tables };
        process.stdout.write(
          `${JSON.stringify({ figures, summary, reasons, lackingLater, files: written, ...tables })}\n`,
        );
        return;
      }
      if (cases !== undefined) {
        const { renderCheckResult } = await import('../render-check-result.js');
        process.stdout.write(renderCheckResult(cases, language));
      }
      if (checked === undefined) return;
      const { renderCheckedTables } = await import('../render-checked-tables.js');
      process.stdout.write(`${cases === undefined ? '' : '\n'}${renderCheckedTables(checked.tables, language)}`);
      for (const path of checked.files) process.stdout.write(`→ ${path}\n`);
    });
  addOptions(command, language, ['in', 'profile', 'scheme', 'out']);
  addExamples(command, language, [
    'drgdip check --in examples/hqms/cases.csv --profile hqms --scheme chs-drg-2.0',
    'drgdip check --in examples/input-tables/ledger.csv',
    'drgdip check --in cases.csv --profile profile.yaml --out checked --cases --hash-patients SALT',
  ]);
}

async function checkCases(
  files: readonly string[],
  options: CheckOptions,
  language: Language,
): Promise<CheckRunResult> {
  const { runCheck } = await import('../../run/check-run.js');
  const { loadProfile, parseProfile } = await import('../../cases/import-profile.js');
  const chosen = options.profile === undefined ? undefined : loadProfile(options.profile);
  const salt = options.hashPatients;
  const profile = salt === undefined ? chosen : { ...(chosen ?? parseProfile({}, '')), hash_patients: salt };
  return await withContext(language, { ...options, workers: '0' }, (context) =>
    runCheck(
      {
        files,
        scheme: options.scheme,
        out: options.out ?? (options.cases === undefined ? undefined : need(options.out, '--out', 'check')),
        write: options.cases === undefined ? 'list' : 'cases',
        ...(profile === undefined ? {} : { profile }),
      },
      context,
    ),
  );
}
