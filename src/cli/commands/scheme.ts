import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import type { CommonOptions } from '../context.js';
import { addCommonOptions, addExamples, need } from '../options.js';
import { addSchemeCompare } from './scheme-compare.js';

export function addScheme(program: Command, language: Language): void {
  const zh = language === 'zh';
  const scheme = program
    .command('scheme')
    .helpCommand(false)
    .helpOption('-h, --help', zh ? '显示帮助' : 'show help')
    .description(zh ? '列出、检查、对照、导入分组方案' : 'list, check, compare and import grouping schemes');

  const list = scheme
    .command('list')
    .description(zh ? '随程序提供的方案' : 'schemes that come with the program')
    .action(async (options: CommonOptions) => {
      const { schemeList } = await import('../../run/scheme-run.js');
      const schemes = schemeList();
      const lines = schemes.map((entry) => `${entry.id}  ${entry.title[language]}  ${entry.hash.slice(0, 12)}`);
      process.stdout.write(options.json ? `${JSON.stringify(schemes)}\n` : `${lines.join('\n')}\n`);
    });
  addCommonOptions(list, language);
  addExamples(list, language, ['drgdip scheme list']);

  const check = scheme
    .command('check <scheme>')
    .description(
      zh
        ? '检查方案文件夹：不可达的组、无主的编码、缺少的严重程度'
        : 'lint a scheme folder: unreachable groups, codes in no chapter, missing severity',
    )
    .action(async (name: string, options: CommonOptions) => {
      const { schemeCheck } = await import('../../run/scheme-run.js');
      const { renderFindings } = await import('../render-findings.js');
      const findings = schemeCheck(name);
      process.stdout.write(options.json ? `${JSON.stringify(findings)}\n` : renderFindings(findings, language));
      if (findings.some((finding) => finding.severity === 'error')) process.exitCode = 2;
    });
  addCommonOptions(check, language);
  addExamples(check, language, ['drgdip scheme check chs-drg-2.0']);

  addSchemeCompare(scheme, language);

  const importScheme = scheme
    .command('import <source>')
    .description(
      zh
        ? '读取表格或工作簿形式的方案，写成方案文件夹'
        : 'read a scheme given as tables or as a workbook and write a scheme folder',
    )
    .requiredOption(
      '--kind <kind>',
      zh
        ? 'tables（表格文件夹）、workbook-3.0（国家医保局 3.0 版配置信息）、workbook（地方通用工作簿）、dip（DIP 病种表）、dip-workbook（DIP 官方工作簿）'
        : "tables (a folder), workbook-3.0 (the ministry's configuration workbook), workbook (as bureaus circulate), dip (a table of DIP entries), dip-workbook (the official DIP workbook)",
    )
    .option(
      '--meta <file>',
      zh
        ? 'tables 的方案说明（YAML：id、title、来源、顺序等）'
        : 'what tables do not say (YAML: id, title, provenance …)',
    )
    .option(
      '--base <scheme>',
      zh
        ? 'workbook：以此为基础方案，只写差异；workbook-3.0：与此方案比较，列出差异；dip-workbook：工作簿未写明的（选项、匹配顺序）取自此方案'
        : 'workbook: write what differs from this scheme; workbook-3.0: tell what differs from it; dip-workbook: take from it what the sheets do not say (options, order of matching)',
    )
    .option(
      '--profile <file>',
      zh ? 'dip：列名对照（YAML，写法见 docs/dip.md）' : 'dip: profile of headings (YAML, see docs/dip.md)',
    )
    .option('--out <folder>', zh ? '要写的文件夹' : 'folder to write')
    .action(async (source: string, options: CommonOptions & ImportOptions) => {
      const out = need(options.out, '--out', 'scheme import');
      const { schemeImport } = await import('../../run/scheme-run.js');
      if (options.kind === 'tables') {
        await schemeImport(source, need(options.meta, '--meta', 'scheme import'), out);
        process.stdout.write(`${out}\n`);
        return;
      }
      const { findings, scheme: written } = await importOf(source, out, options);
      const { renderFindings } = await import('../render-findings.js');
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ out: written === undefined ? null : out, hash: written?.hash ?? null, findings })}\n`
          : `${renderFindings(findings, language)}${written === undefined ? '' : `${out}\n`}`,
      );
      if (written === undefined) process.exitCode = 2;
    });
  addCommonOptions(importScheme, language);
  addExamples(importScheme, language, [
    'drgdip scheme import tables/ --kind tables --meta meta.yaml --out my-scheme/',
    'drgdip scheme import ministry.xlsx --kind workbook-3.0 --base chs-drg-3.0 --out drg-3.0-official/',
    'drgdip scheme import bureau.xlsx --kind workbook --base chs-drg-2.0 --out my-city/',
    'drgdip scheme import catalogue.xlsx --kind dip --profile profile.yaml --out my-city-dip/',
  ]);
}

/** Imports of every kind but tables: what was found, and the scheme unless an error forbade it. @throws option_value */
async function importOf(
  source: string,
  out: string,
  { kind, base, profile }: ImportOptions,
): Promise<{ readonly findings: readonly Finding[]; readonly scheme: { readonly hash: string } | undefined }> {
  const { dipTableImport, dipWorkbookImport, workbookImport } = await import('../../run/scheme-run.js');
  switch (kind) {
    case 'workbook':
    case 'workbook-3.0':
      return workbookImport(kind, source, out, base);
    case 'dip':
      return dipTableImport(source, out, profile);
    case 'dip-workbook':
      return dipWorkbookImport(source, out, need(base, '--base', 'scheme import'));
    default: {
      const expected = 'tables, workbook-3.0, workbook, dip, dip-workbook';
      throw OPTION_ERRORS.option_value({ option: '--kind', value: kind, expected });
    }
  }
}

interface ImportOptions {
  readonly kind: string;
  readonly profile?: string;
  readonly meta?: string;
  readonly base?: string;
  readonly out?: string;
}
