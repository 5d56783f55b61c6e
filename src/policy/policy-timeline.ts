import type { Day } from '../kernel/day.js';
import type { Finding } from '../kernel/finding.js';
import type { Policy, Reform } from './policy-schema.js';

/**
 * A policy over its year: values by date and dated patches cut the year into segments, each with one resolved policy.
 * Pricing picks a case's segment by its day; clearing reads the last one.
 */
export interface PolicyTimeline {
  readonly id: string;
  readonly year: number;
  /** SHA-256 of the resolved document, reforms included. An empty reform leaves it as it was. */
  readonly hash: string;
  readonly reforms: readonly { readonly reform: Reform; readonly hash: string }[];
  /** In order of time, without holes, the first from the year's first day. `until` exclusive. */
  readonly segments: readonly { readonly from: Day; readonly until: Day; readonly policy: Policy }[];
  /**
   * Changes to weights: `tables.weights.GD2*` patches, applied after the weight table is made, in order;
   * no two of them touch one group on one day. */
  readonly weightPatches: readonly WeightPatch[];
  /** Folder of the policy file, for tables named beside it. */
  readonly folder: string;
  /** What a reader should know of how patches and dates met; part of what checkPolicy reports. */
  readonly notes?: readonly Finding[];
}

export interface WeightPatch {
  /** Group code pattern, `*` any run of characters. */
  readonly pattern: string;
  readonly value?: number;
  readonly scale?: number;
  readonly add?: number;
  readonly from: Day;
  readonly until: Day;
}
