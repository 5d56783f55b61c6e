import type { Language } from '../kernel/errors.js';
import { type Progress, silentProgress } from '../run/progress.js';
import { OPTION_ERRORS } from '../run/run-errors.js';

/** Options that every command understands. */
export interface CommonOptions {
  readonly lang?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly workers?: string;
}

/** Language of texts: --lang, then DRGDIP_LANG, then the system's locale. A blank variable counts as none. */
export function chooseLanguage(argv: readonly string[]): Language {
  const { DRGDIP_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const asked = languageOption(argv);
  // A language that is none is refused in the words that the reader is used to.
  const wanted =
    (asked === 'zh' || asked === 'en' ? asked : undefined) ||
    DRGDIP_LANG ||
    LC_ALL ||
    LC_MESSAGES ||
    LANG ||
    systemLocale();
  return /^zh/i.test(wanted) ? 'zh' : 'en';
}

/** Refuses a --lang other than zh and en. @throws option_value */
export function checkLanguage(argv: readonly string[]): void {
  const value = languageOption(argv);
  if (value === undefined || value === 'zh' || value === 'en') return;
  throw OPTION_ERRORS.option_value({ option: '--lang', value, expected: 'zh | en' });
}

function languageOption(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  if (index < 0) return undefined;
  const argument = argv[index]!;
  return argument === '--lang' ? argv[index + 1] : argument.slice('--lang='.length);
}

function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}

/** Bars on a terminal, plain lines elsewhere, nothing when quiet. Always on stderr: stdout is for results. */
export async function createProgress(language: Language, options: CommonOptions): Promise<Progress> {
  if (options.quiet || options.json) return silentProgress;
  if (process.stderr.isTTY) {
    const { barProgress } = await import('./progress-bars.js');
    return barProgress(language);
  }
  const { lineProgress } = await import('./progress-lines.js');
  return lineProgress(language, (line) => void process.stderr.write(line));
}
