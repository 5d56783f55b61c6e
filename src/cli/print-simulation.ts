import type { Language } from '../kernel/errors.js';
import { trustCounts } from '../report/trust-counts.js';
import type { WrittenResult } from '../run/write-results.js';
import type { Options } from './options.js';
import { renderSimulation, sourcesOf } from './render-simulation.js';

/** Prints a finished run: for people the answer and the tables they want first, with --json what a program needs. */
export function printSimulation(result: WrittenResult, options: Options, language: Language): void {
  const { folder, manifest, model } = result;
  if (options.json) {
    const trust = Object.fromEntries(trustCounts(sourcesOf(result)));
    const { figures, notices } = model;
    process.stdout.write(`${JSON.stringify({ folder, manifest, figures, notices, trust })}\n`);
    return;
  }
  process.stdout.write(renderSimulation(result, language, process.stdout.columns ?? Number.POSITIVE_INFINITY));
}
