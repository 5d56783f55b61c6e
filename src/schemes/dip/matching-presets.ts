import type { DipKind, DipPreference, DipStep, DipTier } from './dip-document.js';

type KindOrder = DipStep['kindOrder'];
const place = (tier: DipTier, kind: DipKind) => ({ tier, kind });

/** Core before basic of each class, surgery first; comprehensive ones before every conservative one. */
const BY_TYPE: KindOrder = [
  place('core', 'surgical'),
  place('basic', 'surgical'),
  place('core', 'procedure'),
  place('basic', 'procedure'),
  place('core', 'therapeutic'),
  place('basic', 'therapeutic'),
  place('core', 'diagnostic'),
  place('basic', 'diagnostic'),
  place('comprehensive', 'surgical'),
  place('comprehensive', 'procedure'),
  place('comprehensive', 'therapeutic'),
  place('comprehensive', 'diagnostic'),
  place('core', 'conservative'),
  place('basic', 'conservative'),
  place('comprehensive', 'conservative'),
];

/** The same classes, but all core ones before all basic ones before all comprehensive ones. */
const BY_TIER: KindOrder = (['core', 'basic', 'comprehensive'] as const).flatMap((tier) =>
  (['surgical', 'procedure', 'therapeutic', 'diagnostic', 'conservative'] as const).map((kind) => place(tier, kind)),
);

export interface MatchingPreset {
  readonly preferences: readonly DipPreference[];
  readonly kindOrder: KindOrder;
}

/**
 * Orders of preference by name, as scheme.yaml states them under `matching`.
 * - `more_parts`: the entry that meets most related parts, then the longer diagnosis, then the lower number (national 3.0)
 * - `by_type`: more `+` operations, more matched operations, nearest mean cost, then the order of types
 * - `by_tier`: the same with all core before all basic before all comprehensive
 * - `type_first`: the order of types before anything else
 * @source orders of published city software (rules 2.8); `procedure` (a class that the source does not tell) is placed
 *   behind surgical by us. Unverified presets: a city's own document decides.
 */
export const MATCHING_PRESETS: Readonly<Record<string, MatchingPreset>> = {
  more_parts: { preferences: ['more_related_parts', 'longer_diagnosis', 'lower_sequence'], kindOrder: BY_TIER },
  by_type: {
    preferences: [
      'more_related_parts',
      'more_matched_procedures',
      'nearest_mean_cost',
      'kind_order',
      'longer_diagnosis',
      'lower_sequence',
    ],
    kindOrder: BY_TYPE,
  },
  by_tier: {
    preferences: [
      'more_related_parts',
      'more_matched_procedures',
      'nearest_mean_cost',
      'kind_order',
      'longer_diagnosis',
      'lower_sequence',
    ],
    kindOrder: BY_TIER,
  },
  type_first: {
    preferences: [
      'kind_order',
      'more_related_parts',
      'more_matched_procedures',
      'nearest_mean_cost',
      'longer_diagnosis',
      'lower_sequence',
    ],
    kindOrder: BY_TYPE,
  },
};
