import { sha256 } from '../kernel/hash.js';
import type { KeptPreparation, ScenarioWeights } from '../run/kept-preparation.js';
import { RecentResults } from '../run/recent-results.js';

/** Tables that the programs of a city's hospitals send along with each request. */
const MOST_TABLES = 16;
/** Characters of a key, which holds its table: all of a DIP catalogue fits; larger ones would fill the memory. */
const LONGEST_KEY = 1024 * 1024;

/** Weights of the last requests, read and checked: programs send the same ones with request after request. */
export class KeptWeights {
  private readonly tables = new RecentResults<ScenarioWeights>(MOST_TABLES);

  /** The weights of a key; what `make` throws is not kept. */
  readonly weights: KeptPreparation['weights'] = async (key, make) => {
    if (key.length > LONGEST_KEY) return await make();
    const name = sha256(key);
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    const made = await make();
    this.tables.put(name, made);
    return made;
  };
}
