import type { CaseTable } from '../cases/case-table.js';
import type { RecentResults } from './recent-results.js';
import type { StageUse } from './stage-use.js';
import type { StageStore, StoredUse } from './stages/stage-store.js';

export type TellUse = (use: StoredUse) => void;

/** Which stages a scenario asked for, and how each came: made, made before, or kept by an earlier run. */
export class StageBook {
  private list: StageUse[] = [];

  constructor(private store: StageStore | undefined) {}

  /** From here on nothing is kept: many scenarios follow, each of which would fill the disk with its prices. */
  stopKeeping(): void {
    this.store = undefined;
  }

  /** Begins the list of another scenario; the one before keeps its own. */
  begin(): readonly StageUse[] {
    this.list = [];
    return this.list;
  }

  /** A stage that is made once for all scenarios of one key. */
  once<Value>(
    made: Map<string, Promise<Value>>,
    name: string,
    key: string,
    make: (tell: TellUse) => Promise<Value>,
  ): Promise<Value> {
    const known = made.get(key);
    const tell = this.note(name, known === undefined ? 'ran' : 'reused');
    if (known !== undefined) return known;
    const fresh = make(tell);
    made.set(key, fresh);
    return fresh;
  }

  /** A stage of which the last few results are held. */
  async kept<Value>(
    results: RecentResults<Value>,
    name: string,
    key: string,
    make: (tell: TellUse) => Promise<Value>,
  ): Promise<Value> {
    const known = results.get(key);
    const tell = this.note(name, known === undefined ? 'ran' : 'reused');
    if (known !== undefined) return known;
    const fresh = await make(tell);
    results.put(key, fresh);
    return fresh;
  }

  /**
   * A stage of a table from the store of an earlier run, where the run has one and the table came from it.
   * @param from  all that the stage is made from beside the table; undefined: that has no identity
   */
  async stored<Value extends object>(
    tell: TellUse,
    name: string,
    table: CaseTable,
    from: readonly unknown[] | undefined,
    make: () => Promise<Value>,
  ): Promise<Value> {
    const key = this.store?.keyOf(table);
    if (this.store === undefined || key === undefined) return await make();
    const { value, use } = await this.store.kept(name, from && [key, ...from], () => table.caseCount, make);
    tell(use);
    return value;
  }

  private note(stage: string, use: StageUse['use']): TellUse {
    const { list } = this;
    const place = list.push({ stage, use }) - 1;
    return (told) => {
      list[place] = { stage, use: told };
    };
  }
}
