import type { Language } from '../kernel/errors.js';
import type { WrittenResult } from '../run/write-results.js';
import type { Options } from './options.js';
import { renderSimulation } from './render-simulation.js';

/** Prints a finished run: for people the answer and the tables they want first, with --json what a program needs. */
export function printSimulation(result: WrittenResult, options: Options, language: Language): void {
  const { folder, manifest, model } = result;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ folder, manifest, figures: model.figures, notices: model.notices })}\n`);
    return;
  }
  process.stdout.write(renderSimulation(result, language, process.stdout.columns ?? Number.POSITIVE_INFINITY));
}
