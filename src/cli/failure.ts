import { EngineError, type Language } from '../kernel/errors.js';
import { visibleLines } from '../kernel/visible-text.js';

/** Exit code of a failure: 1 failed, 2 bad usage or input, 3 not reconciled. */
export function failureCode(error: unknown): number {
  return error instanceof EngineError ? (error.entry.exit ?? 2) : 1;
}

/** A failure as one sentence in the reader's language, never a stack trace. */
export function failureText(error: unknown, language: Language): string {
  const zh = language === 'zh';
  if (error instanceof EngineError) return `${zh ? '错误：' : 'error: '}${visibleLines(error.text(language))}\n`;
  const reason = visibleLines(error instanceof Error ? error.message : String(error));
  return zh
    ? `程序内部错误：${reason}\n请把命令与本行报告给维护者；设 DRGDIP_DEBUG=1 可看到位置。\n`
    : `internal error: ${reason}\nPlease report the command and this line; DRGDIP_DEBUG=1 shows the place.\n`;
}

/** A failure for programs, in one line: code, place, values and both sentences. */
export function failureJson(error: unknown): string {
  if (!(error instanceof EngineError)) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${JSON.stringify({ error: { code: 'internal_error', zh: reason, en: reason } })}\n`;
  }
  const { code, path, details } = error;
  return `${JSON.stringify({ error: { code, zh: error.text('zh'), en: error.text('en'), path, details } })}\n`;
}

/** Exit code after Ctrl-C while something was being written, as shells know it. */
const INTERRUPTED = 130;

/**
 * What a reader at a terminal is told after Ctrl-C took back what was being written; '' for any other end, for a log, and
 * for the row program, whose reader is a program. Begins on a line of its own: a progress bar may stand on the last one.
 */
export function interruptedText(
  code: number,
  isTerminal: boolean,
  command: string | undefined,
  language: Language,
): string {
  if (code !== INTERRUPTED || !isTerminal || command === 'stdio') return '';
  return language === 'zh'
    ? '\n已中断：正在写的结果已撤回，没有留下半成品。\n'
    : '\ninterrupted: what was being written is taken back, nothing half-written is left.\n';
}
