import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../kernel/errors.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { RecentResults } from '../run/recent-results.js';
import { dataFile } from './data-folder.js';
import { isShippedPolicy, requestedTimeline, shippedPolicy } from './shipped-names.js';

/** The shipped policies, a city's own, and the reforms that people try on them. */
const MOST_TIMELINES = 64;
/** Characters of a key, which holds the reforms. */
const LONGEST_KEY = 64 * 1024;

/**
 * Policies that come with the program, and those of the data folder, with the reforms of a request: each is read and
 * checked once, and again when its file has another content.
 */
export class PolicyShelf {
  private readonly timelines = new RecentResults<PolicyTimeline>(MOST_TIMELINES);

  constructor(private readonly dataFolder: string) {}

  /**
   * The timeline of a policy.
   * @param name  of a policy that comes with the program, or of a YAML file of the data folder
   * @throws policy_not_shipped, file_outside_data, and the errors of policies and reforms; none of them is kept
   */
  open(name: string, reforms: readonly Reform[] = []): PolicyTimeline {
    const path = isShippedPolicy(name) ? join(shippedPolicy(name), 'policy.yaml') : this.fileOf(name);
    const content = contentOf(path);
    const key = canonicalJson([path, content, reforms]);
    const known = this.timelines.get(key);
    if (known !== undefined) return known;
    const timeline = requestedTimeline(path, reforms);
    // Of a file that was written meanwhile nobody knows which content was read.
    if (key.length <= LONGEST_KEY && contentOf(path) === content) this.timelines.put(key, timeline);
    return timeline;
  }

  /** Names that end otherwise are no policy: their content is nobody's who may ask for a policy. */
  private fileOf(name: string): string {
    if (!/\.ya?ml$/i.test(name)) return shippedPolicy(name);
    try {
      return dataFile(this.dataFolder, name, '/policy');
    } catch (error) {
      // Absent there: told with the names that are.
      if (error instanceof EngineError && error.code === 'data_file_not_found') return shippedPolicy(name);
      throw error;
    }
  }
}

/** Not the time of its last change: a copy may keep that, and be as long. */
const contentOf = (path: string): string => sha256(readFileSync(path));
