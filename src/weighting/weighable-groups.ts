import type { GroupCatalogue } from '../grouping/group-columns.js';

/**
 * Indices of the groups that can have a weight: those of an ADRG of their own. The ungrouped `0000` and fallback
 * groups have no ADRG, and QY rows are paid by the policy's word for unrelated procedures. A scheme without any ADRG
 * (a catalogue of diseases) can weigh every group but the ungrouped one.
 */
export function weighableGroups(catalogue: GroupCatalogue): number[] {
  const indices: number[] = [];
  const hasAdrgs = catalogue.adrgs.some((adrg) => adrg !== '');
  for (let group = 0; group < catalogue.codes.length; group++) {
    const adrg = catalogue.adrgs[group];
    if (hasAdrgs ? adrg !== '' && adrg !== 'QY' : group > 0) indices.push(group);
  }
  return indices;
}
