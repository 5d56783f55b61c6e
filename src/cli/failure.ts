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
