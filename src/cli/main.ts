#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EngineError } from '../kernel/errors.js';
import { checkLanguage, chooseLanguage } from './context.js';
import { createProgram } from './program.js';

const language = chooseLanguage(process.argv);

// A reader that closes the pipe early (| head) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});
// Nobody reads the progress: the run goes on without.
process.stderr.on('error', () => {});
// What goes wrong outside of any await ends as one sentence too, and leaving by exit leaves nothing half-written.
process.on('uncaughtException', (error) => process.exit(report(error)));

try {
  checkLanguage(process.argv);
  await createProgram(language).parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

/** Prints a failure in the reader's language and answers the exit code: 1 failed, 2 bad usage or input, 3 not reconciled. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof EngineError) {
    if (process.argv.includes('--json')) {
      const { code, path, details } = error;
      const body = { code, zh: error.text('zh'), en: error.text('en'), path, details };
      process.stdout.write(`${JSON.stringify({ error: body })}\n`);
    }
    process.stderr.write(`${language === 'zh' ? '错误：' : 'error: '}${error.text(language)}\n`);
    return error.entry.exit ?? 2;
  }
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    language === 'zh'
      ? `程序内部错误：${reason}\n请把命令与本行报告给维护者；设 DRGDIP_DEBUG=1 可看到位置。\n`
      : `internal error: ${reason}\nPlease report the command and this line; DRGDIP_DEBUG=1 shows the place.\n`,
  );
  if (process.env.DRGDIP_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
