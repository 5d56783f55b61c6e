import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
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
    .command('import <folder>')
    .description(zh ? '读取表格形式的方案，写成方案文件夹' : 'read a scheme given as tables and write a scheme folder')
    .requiredOption('--kind <kind>', 'tables')
    .requiredOption(
      '--meta <file>',
      zh ? '方案说明（YAML：id、title、来源、顺序等）' : 'what the tables do not say (YAML: id, title, provenance …)',
    )
    .option('--out <folder>', zh ? '要写的文件夹' : 'folder to write')
    .action(async (folder: string, options: CommonOptions & { kind: string; meta: string; out?: string }) => {
      if (options.kind !== 'tables')
        throw OPTION_ERRORS.option_value({ option: '--kind', value: options.kind, expected: 'tables' });
      const { schemeImport } = await import('../../run/scheme-run.js');
      const out = need(options.out, '--out', 'scheme import');
      await schemeImport(folder, options.meta, out);
      process.stdout.write(`${out}\n`);
    });
  addCommonOptions(importScheme, language);
  addExamples(importScheme, language, ['drgdip scheme import tables/ --kind tables --meta meta.yaml --out my-scheme/']);
}
