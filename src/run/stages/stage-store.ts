import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson } from '../../kernel/hash.js';
import { engineVersion } from '../engine-version.js';
import { readStage, STAGE_VERSION, writeStage } from './stage-file.js';

/** ran: made now; from_cache: taken from an earlier run's file; rebuilt: that file was damaged, so made now. */
export type StoredUse = 'ran' | 'from_cache' | 'rebuilt';

/**
 * Finished stages in a folder, each in a file named by the hash of all that it was made from: the same question finds
 * them again, another finds none. Failing to write one is no failure of the run.
 */
export class StageStore {
  private readonly keys = new WeakMap<object, string>();

  constructor(
    readonly folder: string,
    /** Stages of fewer cases are made sooner than kept. */
    private readonly leastCases: number,
    /** Called before anything is written into the folder. */
    private readonly claim: () => void = () => {},
  ) {}

  /** Says what a value was made from, so that stages made from it have an identity. */
  name(value: object, key: string): void {
    this.keys.set(value, key);
  }

  /** Identity of a value that came from this store; undefined for any other. */
  keyOf(value: object): string | undefined {
    return this.keys.get(value);
  }

  /**
   * A stage from its file, or made and kept.
   * @param parts  all that the stage is made from; undefined: the stage has no identity and is made
   * @param casesOf  how many cases the stage is about
   */
  async kept<Value extends object>(
    name: string,
    parts: readonly unknown[] | undefined,
    casesOf: (value: Value) => number,
    make: () => Promise<Value>,
  ): Promise<{ readonly value: Value; readonly use: StoredUse }> {
    if (parts === undefined) return { value: await make(), use: 'ran' };
    const key = createHash('sha256')
      .update(canonicalJson([engineVersion(), STAGE_VERSION, name, ...parts]))
      .digest('hex');
    const path = join(this.folder, `${name}-${key.slice(0, 32)}.stage`);
    const found = readStage<Value>(path);
    if (found.kind === 'intact') {
      this.name(found.value, key);
      return { value: found.value, use: 'from_cache' };
    }
    const value = await make();
    this.name(value, key);
    if (casesOf(value) >= this.leastCases) {
      try {
        this.claim();
        writeStage(path, value);
      } catch {
        // No room or no right to write: the run itself needs neither.
      }
    }
    return { value, use: found.kind === 'damaged' ? 'rebuilt' : 'ran' };
  }
}
