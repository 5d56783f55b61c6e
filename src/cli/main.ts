#!/usr/bin/env node
import { CommanderError } from 'commander';
import { checkLanguage, chooseLanguage } from './context.js';
import { failureCode, failureJson, failureText, interruptedText } from './failure.js';
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
process.on('exit', (code) => {
  const told = interruptedText(code, process.stderr.isTTY === true, process.argv[2], language);
  if (told !== '') process.stderr.write(told);
});

try {
  checkLanguage(process.argv);
  const program = await createProgram(language, process.argv[2]);
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

/** Prints a failure and answers the exit code. */
function report(error: unknown): number {
  // The parser has said its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (process.argv.includes('--json')) process.stdout.write(failureJson(error));
  process.stderr.write(failureText(error, language));
  if (process.env.DRGDIP_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return failureCode(error);
}
