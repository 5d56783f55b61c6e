import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';
import { addExamples, addOptions, keyValues, need, type Options } from '../options.js';
import { profileOf } from '../profile-option.js';
import { withContext } from '../with-context.js';

export function addGroup(program: Command, language: Language): void {
  const command = program
    .command('group')
    .description(language === 'zh' ? '把病例分入病组或病种' : 'put cases into groups')
    .option(
      '--scheme-dates <list>',
      language === 'zh'
        ? '按出院日期选方案：方案:起始日期，逗号分隔，如 A:,B:2027-01-01（配合 --scheme by_date）'
        : 'schemes by day of discharge: SCHEME:FIRST-DAY with commas, such as A:,B:2027-01-01 (with --scheme by_date)',
    )
    .option(
      '--quality <folder>',
      language === 'zh'
        ? '分组质量表：各机构入组率与原因，各组 CV、RIV（需有 total_cost）'
        : 'tables on quality: grouping rate and reasons by hospital, CV and RIV where total_cost is there',
    )
    .action(async (options: Options & { schemeDates?: string; quality?: string }) => {
      const { runGroup } = await import('../../run/group-run.js');
      const profile = await profileOf(options);
      const { chooseScheme, chooseSwitches } = await import('../../run/choose-scheme.js');
      const { scheme, schemeDates: dates, policy, quality } = options;
      const files = need(options.in, '--in', 'group');
      const out = need(options.out, '--out', 'group');
      const chosen = await chooseScheme({ scheme, dates, policy }, 'group');
      const switches = await chooseSwitches({ scheme, policy }, keyValues(options.option, ANY_SWITCHES));
      const result = await withContext(language, options, (context) =>
        runGroup(
          {
            files,
            out,
            scheme: chosen,
            switches,
            ...profile,
            ...(options.rejected === undefined ? {} : { rejected: options.rejected }),
            ...(options.detail === undefined ? {} : { detail: options.detail }),
            ...(quality === undefined ? {} : { quality }),
          },
          context,
        ),
      );
      if (options.json) {
        const { tablesByName } = await import('../table-rows.js');
        const made = result.quality;
        const written = made && { folder: made.folder, tables: tablesByName(made.tables) };
        process.stdout.write(`${JSON.stringify({ ...result, quality: written })}\n`);
        return;
      }
      const { renderGroupResult } = await import('../render-group-result.js');
      process.stdout.write(renderGroupResult(result, language));
      if (result.quality === undefined) return;
      const { renderQuality } = await import('../render-quality.js');
      process.stdout.write(renderQuality(result.quality, language));
    });
  addOptions(command, language, ['in', 'out', 'scheme', 'policy', 'profile', 'option', 'detail', 'rejected']);
  addExamples(command, language, [
    'drgdip group --scheme chs-drg-2.0 --in examples/cases-to-group.csv --out groups.csv',
    'drgdip group --scheme chs-drg-2.0 --in cases.parquet --out groups.parquet --option unrelated_procedure=medical',
    'drgdip group --scheme by_date --scheme-dates chs-drg-2.0:,chs-drg-3.0:2027-01-01 --in cases.csv --out groups.csv',
    'drgdip group --scheme chs-drg-2.0 --in cases.csv --out groups.csv --quality quality',
    'drgdip group --scheme dip-3.0 --in examples/cases-to-group.csv --out groups.csv',
  ]);
}
