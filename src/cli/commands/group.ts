import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, keyValues, need, type Options } from '../options.js';
import { withContext } from '../with-context.js';

/** Switches of a scheme that a run may set. */
export const SCHEME_SWITCHES: Readonly<Record<string, readonly string[]>> = {
  unrelated_procedure: ['qy', 'medical'],
  code_match: ['exact', 'category'],
  missing: ['strict', 'reference'],
  unrelated_by: ['first', 'any'],
  first_procedure: ['recorded', 'valid'],
  multiple_trauma: ['principal', 'regions'],
  left_out_principals: ['refused', 'taken'],
  ...Object.fromEntries(
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((mdc) => [`unrelated_procedure.${mdc}`, ['qy', 'medical'] as const]),
  ),
};

export function addGroup(program: Command, language: Language): void {
  const command = program
    .command('group')
    .description(language === 'zh' ? '把病例分入病组' : 'put cases into groups')
    .action(async (options: Options) => {
      const { runGroup } = await import('../../run/group-run.js');
      const { loadProfile } = await import('../../cases/import-profile.js');
      const result = await withContext(language, options, (context) =>
        runGroup(
          {
            files: need(options.in, '--in', 'group'),
            out: need(options.out, '--out', 'group'),
            scheme: need(options.scheme, '--scheme', 'group'),
            switches: keyValues(options.option, SCHEME_SWITCHES),
            ...(options.profile === undefined ? {} : { profile: loadProfile(options.profile) }),
            ...(options.rejected === undefined ? {} : { rejected: options.rejected }),
            ...(options.detail === undefined ? {} : { detail: options.detail }),
          },
          context,
        ),
      );
      if (options.json) {
        process.stdout.write(`${JSON.stringify(result)}\n`);
        return;
      }
      const { renderGroupResult } = await import('../render-group-result.js');
      process.stdout.write(renderGroupResult(result, language));
    });
  addOptions(command, language, ['in', 'out', 'scheme', 'profile', 'option', 'detail', 'rejected']);
  addExamples(command, language, [
    'drgdip group --scheme chs-drg-2.0 --in examples/cases-to-group.csv --out groups.csv',
    'drgdip group --scheme chs-drg-2.0 --in cases.parquet --out groups.parquet --option unrelated_procedure=medical',
  ]);
}
