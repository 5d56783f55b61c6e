import { statSync } from 'node:fs';
import { EngineError } from '../kernel/errors.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { dataFile } from './data-folder.js';
import { isShippedPolicy, requestedTimeline, shippedPolicy } from './shipped-names.js';

/** A city's own policies and some drafts of them. */
const MOST_FILES = 32;

/** Policies that come with the program, and those of the data folder: each is read once, a file again when it changed. */
export class PolicyShelf {
  private readonly shipped = new Map<string, PolicyTimeline>();
  private readonly files = new Map<string, { readonly state: string; readonly timeline: PolicyTimeline }>();

  constructor(private readonly dataFolder: string) {}

  /**
   * The timeline of a policy without reforms.
   * @param name  of a policy that comes with the program, or of a YAML file of the data folder
   * @throws policy_not_shipped, file_outside_data, and the errors of policies
   */
  open(name: string): PolicyTimeline {
    if (isShippedPolicy(name)) {
      const timeline = this.shipped.get(name) ?? requestedTimeline(shippedPolicy(name), []);
      this.shipped.set(name, timeline);
      return timeline;
    }
    const path = this.fileOf(name);
    const { mtimeMs, size } = statSync(path);
    const state = `${mtimeMs} ${size}`;
    const known = this.files.get(path);
    if (known?.state === state) return known.timeline;
    const timeline = requestedTimeline(path, []);
    if (this.files.size >= MOST_FILES) this.files.clear();
    this.files.set(path, { state, timeline });
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
