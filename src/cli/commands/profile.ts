import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options } from '../options.js';

export function addProfile(program: Command, language: Language): void {
  const command = program
    .command('profile')
    .description(
      language === 'zh'
        ? '按表头推测导入配置，显示对应关系，写出供修改'
        : 'guess an import profile from headings, show it, write it for editing',
    )
    .action(async (options: Options) => {
      const { runProfile } = await import('../../run/profile-run.js');
      const result = await runProfile({ files: need(options.in, '--in', 'profile'), out: options.out });
      if (options.json) {
        process.stdout.write(`${JSON.stringify(result)}\n`);
        return;
      }
      const { renderProfileResult } = await import('../render-profile-result.js');
      process.stdout.write(renderProfileResult(result, language));
    });
  addOptions(command, language, ['in', 'out']);
  addExamples(command, language, ['drgdip profile --in examples/hqms/cases.csv --out profile.yaml']);
}
