import { compareDecimals } from '../../../kernel/decimal.js';
import type { DipDocument, DipEntry, DipPreference, DipStep } from '../dip-document.js';
import { DYNAMIC_COST, DYNAMIC_MATCHED, DYNAMIC_NONE, TIERS } from './dip-sections.js';

/** An entry as met by a principal: its place in the order depends on how long the pattern is that met it. */
export interface Variant {
  readonly entry: number;
  /** Length of the longest prefix met, 0 for a range, −1 for the pattern of every diagnosis. */
  readonly length: number;
}

/** Places of variants in the order of preference; equal places are told apart by the next preference of the case. */
export interface VariantRanks {
  /** Three places for each variant: before the first preference that looks at the case, behind it, behind the second. */
  readonly ranks: readonly (readonly [number, number, number])[];
  /** By step: the first and the second preference that look at the case (DYNAMIC_…). */
  readonly dynamics: readonly (readonly [number, number])[];
}

type Compare = (a: Variant, b: Variant) => number;

const DYNAMICS: Partial<Record<DipPreference, number>> = {
  more_matched_procedures: DYNAMIC_MATCHED,
  nearest_mean_cost: DYNAMIC_COST,
};

/** Ranks variants once for all cases, as far as the case has no say. */
export function rankVariants(document: DipDocument, variants: readonly Variant[]): VariantRanks {
  const { steps, entries } = document;
  const stepOfSection = new Map(steps.flatMap(({ sections }, step) => sections.map((id) => [id, step] as const)));
  const stepOf = ({ entry }: Variant): number => stepOfSection.get(entries[entry]!.section)!;
  const split = steps.map((step) => splitPreferences(document, step));
  const segmentRanks = [0, 1, 2].map((segment) => {
    const order = variants.map((_, index) => index);
    const compare: Compare = (a, b) => {
      const step = stepOf(a);
      return step - stepOf(b) || (split[step]!.segments[segment]?.(a, b) ?? 0);
    };
    order.sort((a, b) => compare(variants[a]!, variants[b]!));
    const ranks = new Array<number>(variants.length);
    let rank = 0;
    order.forEach((index, place) => {
      if (place > 0 && compare(variants[order[place - 1]!]!, variants[index]!) !== 0) rank += 1;
      ranks[index] = rank;
    });
    return ranks;
  });
  return {
    ranks: variants.map((_, index) => [segmentRanks[0]![index]!, segmentRanks[1]![index]!, segmentRanks[2]![index]!]),
    dynamics: split.map(({ dynamics }) => dynamics),
  };
}

function splitPreferences(
  document: DipDocument,
  step: DipStep,
): { readonly segments: readonly Compare[]; readonly dynamics: readonly [number, number] } {
  const parts: DipPreference[][] = [[]];
  const dynamics: number[] = [];
  for (const preference of step.preferences) {
    const dynamic = DYNAMICS[preference];
    // Asked a second time a preference tells nothing new.
    if (dynamic === undefined) parts.at(-1)!.push(preference);
    else if (!dynamics.includes(dynamic)) {
      dynamics.push(dynamic);
      parts.push([]);
    }
  }
  const segments = parts.map((preferences): Compare => {
    const compares = preferences.map((preference) => comparison(document, step, preference));
    return (a, b) => {
      for (const compare of compares) {
        const difference = compare(a, b);
        if (difference !== 0) return difference;
      }
      return 0;
    };
  });
  if (dynamics[0] === DYNAMIC_MATCHED) segments[0] = thenNaming(segments[0]!, document);
  return { segments, dynamics: [dynamics[0] ?? DYNAMIC_NONE, dynamics[1] ?? DYNAMIC_NONE] };
}

/**
 * What of `more_matched_procedures` no case need tell: an entry that names procedures and takes the case has at least one
 * of them, one that names none has none. A case with the first has done with all of the second.
 */
function thenNaming(compare: Compare, { entries }: DipDocument): Compare {
  const without = ({ entry }: Variant): number => {
    const { procedureUse } = entries[entry]!;
    return procedureUse === 'main' || procedureUse === 'anywhere' ? 0 : 1;
  };
  return (a, b) => compare(a, b) || without(a) - without(b);
}

function comparison({ entries }: DipDocument, { kindOrder }: DipStep, preference: DipPreference): Compare {
  const by =
    (compare: (a: DipEntry, b: DipEntry) => number): Compare =>
    (a, b) =>
      compare(entries[a.entry]!, entries[b.entry]!);
  switch (preference) {
    case 'more_related_parts':
      return by((a, b) => b.related.length - a.related.length);
    case 'kind_order': {
      const place = ({ tier, kind }: DipEntry): number => {
        const found = kindOrder.findIndex((one) => one.tier === tier && one.kind === kind);
        return found < 0 ? kindOrder.length : found;
      };
      const places = new Map(entries.map((entry) => [entry, place(entry)]));
      return by((a, b) => places.get(a)! - places.get(b)!);
    }
    case 'tier_order':
      return by((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
    case 'longer_diagnosis':
      return (a, b) => b.length - a.length;
    case 'higher_score':
      return by((a, b) =>
        a.score === undefined || b.score === undefined
          ? Number(a.score === undefined) - Number(b.score === undefined)
          : compareDecimals(b.score, a.score),
      );
    case 'lower_sequence':
      return by((a, b) => a.sequence - b.sequence);
    default:
      return () => 0;
  }
}
