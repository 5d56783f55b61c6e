import type { Language, Text } from '../kernel/errors.js';
import type { HeadlineFigure } from '../report/report-model.js';

/** What a further part of a run (behaviour, many years) adds to report and manifest beside its tables. */
export interface RunAddition {
  readonly notices: readonly Text[];
  /** Figures after the run's own. */
  readonly figures: readonly HeadlineFigure[];
  /** Further pages of the result folder by file name. */
  readonly pages?: Readonly<Record<string, (path: string, language: Language) => Promise<void>>> | undefined;
  /** Entries of manifest.json: what was asked, and what it came to. */
  readonly manifest: Readonly<Record<string, unknown>>;
}
