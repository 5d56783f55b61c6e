import { sharedInt32 } from '../../kernel/shared-arrays.js';
import type { AskedFacts } from './stay-facts.js';
import type { Entitlement, SetProfiles } from './stay-profiles.js';

/** Bands of ratios one behind the other: those of i are `start[i]` … `start[i + 1]` of `edgesFen` and `ratios`. */
export interface BandTables {
  readonly start: Int32Array;
  readonly edgesFen: Float64Array;
  readonly ratios: Float64Array;
}

/** What critical illness insurance or assistance pays, one entry each. */
export interface EntitlementTables {
  readonly startFen: Float64Array;
  readonly capFen: Float64Array;
  readonly bands: BandTables;
}

/** All profiles as numbers side by side, so that a stay is paid without an object, a list or a search. */
export interface RuleTables {
  /** By set of facts: the profile, and the code of the insurance. */
  readonly profileOf: Uint32Array;
  readonly insuranceOf: Int32Array;
  readonly ladder: Int32Array;
  readonly countsAsStay: Uint8Array;
  readonly carryDays: Int32Array;
  readonly ceilingFen: Float64Array;
  readonly yearlyCapFen: Float64Array;
  /** By profile and one more: where its deductibles by stay of the year begin. */
  readonly deductibleStart: Int32Array;
  readonly deductiblesFen: Float64Array;
  readonly bands: BandTables;
  /** By profile, index into entitlements; -1 where there is none. */
  readonly illness: Int32Array;
  readonly assistance: Int32Array;
  /** By profile: burdens up to it are paid nothing; Infinity where there is no entitlement. */
  readonly illnessStartFen: Float64Array;
  readonly assistanceStartFen: Float64Array;
  readonly entitlements: EntitlementTables;
  readonly ladderCount: number;
  readonly hasYearlyCaps: boolean;
}

export function ruleTables({ setCount, insuranceOf }: AskedFacts, made: SetProfiles): RuleTables {
  const { profiles, profileOf, ladderCount } = made;
  const insurances = sharedInt32(setCount);
  for (let set = 0; set < setCount; set++) insurances[set] = insuranceOf(set);
  const entitlements: Entitlement[] = [];
  const numberOf = (stated: Entitlement | undefined): number =>
    stated === undefined ? -1 : entitlements.push(stated) - 1;
  return {
    ...{ profileOf, insuranceOf: insurances, ladderCount },
    ladder: Int32Array.from(profiles, ({ ladder }) => ladder),
    countsAsStay: Uint8Array.from(profiles, ({ countsAsStay }) => countsAsStay),
    carryDays: Int32Array.from(profiles, ({ carryDays }) => carryDays),
    ceilingFen: Float64Array.from(profiles, ({ ceilingFen }) => ceilingFen),
    yearlyCapFen: Float64Array.from(profiles, ({ yearlyCapFen }) => yearlyCapFen),
    deductibleStart: startsOf(profiles.map(({ deductiblesFen }) => deductiblesFen)),
    deductiblesFen: Float64Array.from(profiles.flatMap(({ deductiblesFen }) => deductiblesFen)),
    bands: bandTables(profiles),
    illness: Int32Array.from(profiles, ({ criticalIllness }) => numberOf(criticalIllness)),
    assistance: Int32Array.from(profiles, ({ assistance }) => numberOf(assistance)),
    illnessStartFen: Float64Array.from(profiles, ({ criticalIllness }) => startOf(criticalIllness)),
    assistanceStartFen: Float64Array.from(profiles, ({ assistance }) => startOf(assistance)),
    hasYearlyCaps: profiles.some(({ yearlyCapFen }) => yearlyCapFen < Number.POSITIVE_INFINITY),
    entitlements: {
      startFen: Float64Array.from(entitlements, ({ startFen }) => startFen),
      capFen: Float64Array.from(entitlements, ({ capFen }) => capFen),
      bands: bandTables(entitlements),
    },
  };
}

const startOf = (stated: Entitlement | undefined): number => stated?.startFen ?? Number.POSITIVE_INFINITY;

function bandTables(rows: readonly { edgesFen: readonly number[]; ratios: readonly number[] }[]): BandTables {
  return {
    start: startsOf(rows.map(({ ratios }) => ratios)),
    edgesFen: Float64Array.from(rows.flatMap(({ edgesFen }) => edgesFen)),
    ratios: Float64Array.from(rows.flatMap(({ ratios }) => ratios)),
  };
}

function startsOf(lists: readonly (readonly number[])[]): Int32Array {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    starts[i + 1] = starts[i]! + list.length;
  });
  return starts;
}
