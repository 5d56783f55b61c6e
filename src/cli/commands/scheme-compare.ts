import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';
import { addExamples, addOptions, keyValues, need, type Options } from '../options.js';
import { withContext } from '../with-context.js';

/** `scheme compare`: the same cases under two schemes. */
export function addSchemeCompare(scheme: Command, language: Language): void {
  const compare = scheme
    .command('compare <from> <to>')
    .description(
      language === 'zh'
        ? '同一批病例按两个方案（DRG 或 DIP）分组：流向、换组病例及原因'
        : 'group the same cases under two schemes, DRG or DIP: flows, cases that moved and why',
    )
    .action(async (from: string, to: string, options: Options) => {
      const { runCompare } = await import('../../run/compare-run.js');
      const { loadProfile } = await import('../../cases/import-profile.js');
      const { renderComparison } = await import('../render-comparison.js');
      const { tableRows } = await import('../table-rows.js');
      const result = await withContext(language, options, (context) =>
        runCompare(
          {
            files: need(options.in, '--in', 'scheme compare'),
            from,
            to,
            switches: keyValues(options.option, ANY_SWITCHES),
            ...(options.profile === undefined ? {} : { profile: loadProfile(options.profile) }),
            ...(options.out === undefined ? {} : { out: options.out }),
          },
          context,
        ),
      );
      if (!options.json) {
        process.stdout.write(renderComparison(result, language));
        return;
      }
      const { comparison, ...rest } = result;
      const [flows, , reasons, rates] = comparison.tables.map(tableRows);
      const { cases, moved } = comparison;
      process.stdout.write(`${JSON.stringify({ ...rest, cases, moved, rates, reasons, flows })}\n`);
    });
  addOptions(compare, language, ['in', 'out', 'profile', 'option']);
  addExamples(compare, language, [
    'drgdip scheme compare chs-drg-2.0 chs-drg-3.0 --in cases.csv --out comparison',
    'drgdip scheme compare dip-3.0 my-city-2027 --in cases.csv --out comparison',
  ]);
}
