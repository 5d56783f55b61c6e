import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { canonicalJson } from '../kernel/hash.js';
import { groupingSwitches } from '../policy/grouping-switches.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { type ReadPast, readPast } from '../run/in-stay/in-stay-run.js';
import { API_ERRORS } from './api-errors.js';
import { dataFile } from './data-folder.js';
import { requestContext } from './hospital-side/year-bodies.js';
import type { RunJob } from './run-job.js';
import type { SchemeShelf } from './shipped-names.js';

/** A ward asks with the same past again and again; some policies and some years beside each other. */
const MOST_KEPT = 8;
/** Of the files that a demo region writes. */
const DEMO_YEAR = 'year.csv';

/** Where discharged cases are found: files of the data folder, or a run. */
export interface PastNamed {
  readonly past?: readonly string[];
  readonly past_run?: string;
}

/** What discharged stays of a group took, by the files that they stand in: read once, again where a file changed. */
export class PastShelf {
  private readonly read = new Map<string, Promise<ReadPast>>();

  constructor(
    private readonly dataFolder: string,
    private readonly schemes: SchemeShelf,
    /** The job of a run. @throws run_not_found */
    private readonly jobOf: (run: string) => RunJob,
  ) {}

  /**
   * Undefined where a request names none.
   * @throws past_twice, file_outside_data, data_file_not_found, run_not_found, run_without_files, and what reading throws
   */
  async of(named: PastNamed, timeline: PolicyTimeline): Promise<ReadPast | undefined> {
    const files = this.filesOf(named);
    if (files.length === 0) return undefined;
    const { policy } = timeline.segments.at(-1)!;
    const scheme = this.schemes.open(policy.scheme);
    const states = files.map((file) => [file, statSync(file).mtimeMs, statSync(file).size]);
    const key = canonicalJson([scheme.hash, groupingSwitches(policy), states]);
    const known = this.read.get(key) ?? readPast(files, scheme, timeline, requestContext());
    this.read.delete(key);
    this.read.set(key, known);
    for (const old of [...this.read.keys()].slice(0, -MOST_KEPT)) this.read.delete(old);
    try {
      return await known;
    } catch (error) {
      this.read.delete(key);
      throw error;
    }
  }

  private filesOf({ past = [], past_run: run }: PastNamed): readonly string[] {
    if (run === undefined) return past.map((name, index) => dataFile(this.dataFolder, name, `/past/${index}`));
    if (past.length > 0) throw API_ERRORS.past_twice({}, { path: '/past_run' });
    const files = casesOf(run, this.jobOf(run));
    const gone = files.find((file) => !existsSync(file));
    if (gone === undefined) return files;
    throw API_ERRORS.data_file_not_found({ file: relative(this.dataFolder, gone) }, { path: '/past_run' });
  }
}

/** The files of a run's own cases. @throws run_without_files */
function casesOf(run: string, job: RunJob): readonly string[] {
  if (job.kind !== 'demo') return job.files;
  if (job.filesTo === undefined) throw API_ERRORS.run_without_files({ run }, { path: '/past_run' });
  return [join(job.filesTo, DEMO_YEAR)];
}
