import { type RunPlace, runInFull } from '../full-run.js';
import type { RunFacts } from '../live-types.js';

/** Submits a further run on the cases of a run, shows how far it is with a button to cancel; undefined where it did not end well. */
export function runFurther(
  run: string,
  body: Readonly<Record<string, unknown>>,
  shown: RunPlace,
): Promise<RunFacts | undefined> {
  const { language } = shown;
  return runInFull(`/v1/runs/${encodeURIComponent(run)}/further`, { ...body, language }, shown);
}
