import { PlainCaseGrouper } from '../run/plain-case-grouper.js';
import type { AnySwitches } from '../schemes/any-scheme.js';
import type { CaseBody } from './case-bodies.js';
import type { SchemeShelf } from './shipped-names.js';

/** Some megabytes each: a client that tries every switch must not fill the memory. */
const MOST_KEPT = 12;

interface Prepared {
  readonly grouper: PlainCaseGrouper;
  /** The answer's text before its results. */
  readonly head: string;
}

/**
 * Answers to requests whose cases are all plain, grouped one after another and written at once: what sets grouping up is
 * kept, and of the text only results and counts change. The text is that of the ordinary answer, byte for byte (a test
 * compares them).
 */
export class PlainAnswers {
  private readonly prepared = new Map<string, Prepared | undefined>();

  constructor(private readonly schemes: SchemeShelf) {}

  /**
   * @param switches  of this request; the very object `NO_SWITCHES` where it has none
   * @returns ASCII text; undefined where any of the cases needs a closer look
   * @throws scheme_not_shipped
   */
  textOf(id: string, switches: AnySwitches, cases: readonly CaseBody[]): string | undefined {
    const key = switches === NO_SWITCHES ? id : `${id} ${JSON.stringify(switches)}`;
    const known = this.prepared.get(key);
    const prepared = known === undefined && !this.prepared.has(key) ? this.prepare(key, id, switches) : known;
    if (prepared === undefined) return undefined;
    const results = resultsOf(prepared.grouper, cases);
    return results && prepared.head + results + tailOf(cases.length);
  }

  private prepare(key: string, id: string, switches: AnySwitches): Prepared | undefined {
    const scheme = this.schemes.open(id);
    const grouper = scheme.method === 'dip' ? undefined : PlainCaseGrouper.of(scheme, switches);
    const named = { scheme: { id: scheme.id, hash: scheme.hash }, options: { ...scheme.options, ...switches } };
    const head = `${JSON.stringify(named).slice(0, -1)},"results":[`;
    const prepared = Buffer.byteLength(head) > head.length ? undefined : grouper && { grouper, head };
    if (this.prepared.size >= MOST_KEPT) this.prepared.clear();
    this.prepared.set(key, prepared);
    return prepared;
  }
}

/** The switches of a request that sets none. */
export const NO_SWITCHES: AnySwitches = Object.freeze({});

/** Results as they stand in the array; undefined where a case is not plain, or an id stands twice. */
function resultsOf(grouper: PlainCaseGrouper, cases: readonly CaseBody[]): string | undefined {
  const ids = cases.length === 1 ? undefined : new Set<unknown>();
  let text = '';
  for (let index = 0; index < cases.length; index++) {
    const one = cases[index]!;
    const result = grouper.group(one);
    if (result === undefined) return undefined;
    ids?.add(one.case_id);
    text = index === 0 ? result : `${text},${result}`;
  }
  return ids !== undefined && ids.size < cases.length ? undefined : text;
}

/** What is told of cases that were read as they stand. */
const tailOf = (count: number): string => (count === 1 ? TAIL_OF_ONE : tailFor(count));
const tailFor = (count: number): string =>
  `],"rejected":[],"reading":{"rows_read":${count},"cases":${count},"rejected":0,"normalised_codes":0,"columns_ignored":[],"notices":[]}}`;
const TAIL_OF_ONE = tailFor(1);
