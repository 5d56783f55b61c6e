import type { Language } from '../../../kernel/errors.js';
import { runInFull } from '../full-run.js';
import type { RunFacts } from '../live-types.js';

/** Submits a further run on the cases of a run, shows how far it is with a button to cancel; undefined where it did not end well. */
export function runFurther(
  run: string,
  body: Readonly<Record<string, unknown>>,
  place: HTMLElement,
  language: Language,
): Promise<RunFacts | undefined> {
  return runInFull(`/v1/runs/${encodeURIComponent(run)}/further`, { ...body, language }, place, language);
}
