import { loadPolicy, loadReform } from '../policy/load-policy.js';
import type { Patch, Reform } from '../policy/policy-schema.js';
import { cutLabel, type PriceCut } from '../simulation/levers/cut-prices.js';
import { SCENARIO_ERRORS } from '../simulation/simulation-errors.js';
import type { Levers } from './attribute-run.js';
import { policyInYear } from './policy-in-year.js';
import { checkedTimeline } from './refuse-findings.js';

export interface LeverOptions {
  readonly policy: string;
  readonly policyYear?: number | undefined;
  readonly against?: string | undefined;
  readonly reforms?: readonly (string | Reform)[] | undefined;
  readonly priceCuts?: readonly PriceCut[] | undefined;
}

/**
 * A question taken apart: every patch of every reform in order, then every price cut.
 * @throws attribution_of_two_policies, and the errors of reading policy and reforms
 */
export function leversOf({ policy, policyYear, against, reforms = [], priceCuts = [] }: LeverOptions): Levers {
  if (against !== undefined) throw SCENARIO_ERRORS.attribution_of_two_policies();
  const file = policyInYear(loadPolicy(policy), policyYear);
  const loaded = reforms.map((reform) => (typeof reform === 'string' ? loadReform(reform) : reform));
  const patches = loaded.flatMap((reform) => reform.patches);
  const labels = [...patches.map(patchLabel), ...priceCuts.map(cutLabel)];
  const isOn = (set: number, lever: number): boolean => Math.floor(set / 2 ** lever) % 2 === 1;
  return {
    names: labels.map((label, i) => ({ order: i + 1, label })),
    timelineOf: (set) => {
      let first = 0;
      const kept = loaded.map((reform) => {
        const from = first;
        first += reform.patches.length;
        return { ...reform, patches: reform.patches.filter((_, i) => isOn(set, from + i)) };
      });
      return checkedTimeline(file, kept);
    },
    cutsOf: (set) => priceCuts.filter((_, i) => isOn(set, patches.length + i)),
  };
}

/** "rate.value × 0.97", "outliers.bands.high.from = 2.5 from 2026-07-01". */
function patchLabel({ path, value, scale, add, from_date: from, until_date: until }: Patch): string {
  const change =
    scale !== undefined
      ? `× ${scale}`
      : add !== undefined
        ? `${add < 0 ? '−' : '+'} ${Math.abs(add)}`
        : `= ${shown(value)}`;
  return [path, change, from === undefined ? '' : `from ${from}`, until === undefined ? '' : `until ${until}`]
    .filter((part) => part !== '')
    .join(' ');
}

const LONGEST_VALUE = 60;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}
