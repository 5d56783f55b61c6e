import type { Language, Text } from '../kernel/errors.js';
import type { Progress } from '../run/progress.js';

/** Options that every command understands. */
export interface CommonOptions {
  readonly lang?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly workers?: string;
}

/** Language of texts: --lang, then DRGDIP_LANG, then the system's locale. */
export function chooseLanguage(argv: readonly string[]): Language {
  const index = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const option = index < 0 ? undefined : (argv[index]!.split('=')[1] ?? argv[index + 1]);
  const wanted = option ?? process.env.DRGDIP_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? systemLocale();
  return /^zh/i.test(wanted) ? 'zh' : 'en';
}

function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}

/** Picks the sentence of a pair. */
export function say(language: Language, text: Text): string {
  return text[language];
}

/** Bars on a terminal, plain lines elsewhere, nothing when quiet. Always on stderr: stdout is for results. */
export async function createProgress(language: Language, options: CommonOptions): Promise<Progress> {
  const { silentProgress } = await import('../run/progress.js');
  if (options.quiet || options.json) return silentProgress;
  if (process.stderr.isTTY) {
    const { barProgress } = await import('./progress-bars.js');
    return barProgress(language);
  }
  return lineProgress(language);
}

function lineProgress(language: Language): Progress {
  let start = 0;
  let name = '';
  let amount = 0;
  return {
    begin: (stage, total) => {
      start = performance.now();
      name = stage[language];
      amount = total;
    },
    advance: () => {},
    end: () => {
      const seconds = Math.round((performance.now() - start) / 100) / 10;
      process.stderr.write(
        `${name}${amount > 0 ? ` ${amount.toString().replace(/\B(?=(\d{3})+$)/g, ',')}` : ''} … ${seconds} s\n`,
      );
    },
  };
}
