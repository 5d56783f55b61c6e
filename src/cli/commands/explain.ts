import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { visibleLines } from '../../kernel/visible-text.js';
import type { ExplainRunOptions } from '../../run/explain-run.js';
import type { AnySwitches } from '../../schemes/any-scheme.js';
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
      const files = need(options.in, '--in', 'explain');
      const given = keyValues(options.option, ANY_SWITCHES);
      const grouping = await groupingOf(options, given);
      const { explanation, whatIf, text } = await withContext(language, { ...options, workers: '0' }, (context) =>
        runExplain(
          {
            files,
            ...grouping,
            caseId: options.case,
            alternatives: options.whatIf ? 'all' : 'none',
            ...(options.weights === undefined ? {} : { weights: options.weights }),
            ...profile,
          },
          context,
        ),
      );
      const data = whatIf === undefined ? explanation : { ...explanation, whatIf };
      process.stdout.write(options.json ? `${JSON.stringify(data)}\n` : visibleLines(`${text}\n`));
    });
  addOptions(command, language, ['in', 'scheme', 'policy', 'weights', 'profile', 'option']);
  addExamples(command, language, [
    'drgdip explain --scheme chs-drg-2.0 --in examples/cases-to-group.csv --case E03',
    'drgdip explain --scheme chs-drg-2.0 --in examples/cases-to-group.csv --case E03 --what-if',
    'drgdip explain --policy demo-region --in examples/cases-to-group.csv --case E03',
    'drgdip explain --scheme dip-3.0 --in examples/cases-to-group.csv --case E03',
  ]);
}

/** Scheme and switches: those of a policy as `group --policy` takes them, else those given. */
async function groupingOf({ scheme, policy }: Options, given: AnySwitches): Promise<Grouping> {
  if (policy === undefined) return { scheme: need(scheme, '--scheme', 'explain'), switches: given };
  // Loaded only when asked for: one explained case should not wait for the reader of policies.
  const { chooseScheme, chooseSwitches } = await import('../../run/choose-scheme.js');
  const choice = { scheme, policy };
  return { scheme: await chooseScheme(choice, 'explain'), switches: await chooseSwitches(choice, given) };
}

type Grouping = Required<Pick<ExplainRunOptions, 'scheme' | 'switches'>>;
