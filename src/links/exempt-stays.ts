import { type CaseTable, needColumn } from '../cases/case-table.js';
import { nearestNames } from '../kernel/nearest-names.js';
import type { PairLimits } from './join-stays.js';
import type { LinkColumns } from './link-columns.js';
import { LINK_ERRORS } from './link-errors.js';
import type { ReadmissionExemptions } from './readmission-rule.js';

/**
 * Which rows may be the first and which the second stay of a readmission, by the exemptions of a rule.
 * @throws column_missing (planned_readmission, dx, discharge_type); readmission_needs_groups, readmission_group_unknown,
 *   readmission_principal_empty
 */
export function exemptStays(
  links: LinkColumns,
  table: CaseTable,
  exempt: ReadmissionExemptions,
  stage: string,
): PairLimits {
  const mayBeFirst = new Uint8Array(table.caseCount).fill(1);
  const mayBeSecond = new Uint8Array(table.caseCount).fill(1);
  if (exempt.planned !== undefined) {
    const { codes, values } = needColumn(table, 'planned_readmission', 'dictionary', stage);
    const planned = new Set(exempt.planned.values);
    const isPlanned = Uint8Array.from(values, (value) => (value !== '' && planned.has(value) ? 1 : 0));
    const may = exempt.planned.recorded_on === 'first' ? mayBeFirst : mayBeSecond;
    for (let row = 0; row < may.length; row++) if (isPlanned[codes[row]!] === 1) may[row] = 0;
  }
  if (exempt.discharge_types !== undefined) {
    const types = needColumn(table, 'discharge_type', 'integer', stage).values;
    const exempted = new Set(exempt.discharge_types);
    for (let row = 0; row < types.length; row++) if (exempted.has(types[row]!)) mayBeFirst[row] = 0;
  }
  if (exempt.principals !== undefined) exemptPrincipals(table, exempt.principals, stage, mayBeSecond);
  if (exempt.groups !== undefined) exemptGroups(links, exempt.groups, mayBeSecond);
  return { mayBeFirst, mayBeSecond };
}

function exemptPrincipals(
  table: CaseTable,
  beginnings: readonly string[],
  stage: string,
  mayBeSecond: Uint8Array,
): void {
  if (beginnings.includes('')) throw LINK_ERRORS.readmission_principal_empty();
  const { offsets, codes, values } = needColumn(table, 'dx', 'codes', stage);
  const isExempt = Uint8Array.from(values, (code) => (beginnings.some((text) => code.startsWith(text)) ? 1 : 0));
  for (let row = 0; row < mayBeSecond.length; row++) {
    const first = offsets[row]!;
    if (first !== offsets[row + 1] && isExempt[codes[first]!] === 1) mayBeSecond[row] = 0;
  }
}

function exemptGroups(links: LinkColumns, names: readonly string[], mayBeSecond: Uint8Array): void {
  const { groups, catalogue } = links;
  if (groups === undefined || catalogue === undefined) {
    throw LINK_ERRORS.readmission_needs_groups({ field: 'exempt.groups' });
  }
  const { codes, adrgs, schemeId } = catalogue;
  for (const group of names) {
    if (group !== '' && (codes.includes(group) || adrgs.includes(group))) continue;
    const nearest = nearestNames(
      group,
      [...new Set([...codes, ...adrgs])].filter((code) => code !== ''),
    ).join(', ');
    throw LINK_ERRORS.readmission_group_unknown({ group, scheme: schemeId, nearest });
  }
  const exempted = new Set(names);
  const isExempt = Uint8Array.from(codes, (code, i) => (exempted.has(code) || exempted.has(adrgs[i]!) ? 1 : 0));
  for (let row = 0; row < mayBeSecond.length; row++) if (isExempt[groups.group[row]!] === 1) mayBeSecond[row] = 0;
}
