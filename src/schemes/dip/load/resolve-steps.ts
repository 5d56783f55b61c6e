import type { YamlFile } from '../../load/yaml-file.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';
import type { DipKind, DipPreference, DipStep, DipTier } from '../dip-document.js';
import { MATCHING_PRESETS } from '../matching-presets.js';
import type { DipFile } from './dip-file-schema.js';
import type { DipParts } from './folder-parts.js';

/** What a scheme has that states no order. */
const DEFAULT_MATCHING = 'more_parts';

/**
 * Steps with presets resolved; `lower_sequence` is added last where an order lacks it, since nothing else never ties.
 * @throws scheme_shape, scheme_doubled_code where sections and steps do not fit together
 */
export function resolveSteps(parts: DipParts, header: YamlFile<DipFile>): DipStep[] {
  refuseDoubledSections(parts, header);
  const placed = new Set<string>();
  const steps = parts.steps.map((step, index): DipStep => {
    const at = header.place(['steps', index]);
    for (const id of step.sections) {
      if (!parts.sections.some((section) => section.id === id)) {
        const known = parts.sections.map((section) => section.id).join(', ');
        throw SCHEME_ERRORS.scheme_unknown_list({ list: id, known }, { path: at });
      }
      if (placed.has(id)) throw SCHEME_ERRORS.scheme_doubled_code({ code: id, other: 'steps' }, { path: at });
      placed.add(id);
    }
    return { sections: step.sections, ...orderOf(step, parts, at) };
  });
  const left = parts.sections.find(({ id }) => !placed.has(id));
  if (left === undefined) return steps;
  const problem = `section "${left.id}" is in no step; add it`;
  throw SCHEME_ERRORS.scheme_shape({ key: 'steps', problem }, { path: header.place(['steps']) });
}

function refuseDoubledSections(parts: DipParts, header: YamlFile<DipFile>): void {
  const seen = new Set<string>();
  for (const { id } of parts.sections) {
    if (seen.has(id)) {
      throw SCHEME_ERRORS.scheme_doubled_code({ code: id, other: 'sections' }, { path: header.place(['sections']) });
    }
    seen.add(id);
  }
}

function orderOf(
  step: DipParts['steps'][number],
  parts: DipParts,
  place: string,
): Pick<DipStep, 'preferences' | 'kindOrder'> {
  const matching = step.matching ?? parts.matching ?? DEFAULT_MATCHING;
  const preset = typeof matching === 'string' ? MATCHING_PRESETS[matching] : undefined;
  if (typeof matching === 'string' && preset === undefined) {
    const known = Object.keys(MATCHING_PRESETS).join(', ');
    throw SCHEME_ERRORS.scheme_unknown_list({ list: matching, known }, { path: place });
  }
  const stated: readonly DipPreference[] = preset?.preferences ?? (matching as DipPreference[]);
  const end = stated.indexOf('lower_sequence');
  const kinds = step.kind_order ?? parts.kindOrder;
  return {
    preferences: [...(end < 0 ? stated : stated.slice(0, end)), 'lower_sequence'],
    kindOrder:
      kinds === undefined
        ? (preset ?? MATCHING_PRESETS[DEFAULT_MATCHING]!).kindOrder
        : kinds.map((text) => {
            const [tier, kind] = text.split(' ') as [DipTier, DipKind];
            return { tier, kind };
          }),
  };
}
