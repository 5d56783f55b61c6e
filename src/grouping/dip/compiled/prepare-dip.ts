import { type CaseTable, type CodesColumn, findColumn, needColumn } from '../../../cases/case-table.js';
import { CONDITION_NUMBERS } from '../../../cases/columns.js';
import { sharedUint8, sharedUint16, sharedUint32 } from '../../../kernel/shared-arrays.js';
import { type CompiledDip, dipSections, linesOf } from '../../../schemes/dip/compile/compiled-dip.js';
import {
  EXCLUDED_CONSERVATIVE,
  KIND_MASK,
  KIND_SHIFT,
  KINDS,
  MARKS_EACH,
  NO_KIND,
  TIERS,
} from '../../../schemes/dip/compile/dip-sections.js';
import { classOfText } from '../../../schemes/dip/compile/text-classes.js';
import type { DipOptions } from '../../../schemes/dip/dip-document.js';
import { schemeIdsOf } from '../../compiled/scheme-ids.js';
import { allocateGroupColumns, type GroupColumns } from '../../group-columns.js';
import {
  BLIND_DIAGNOSIS,
  type DipPayload,
  type DipSwitches,
  EXCLUDED_DIAGNOSIS,
  KNOWN_DIAGNOSIS,
} from './dip-payload.js';

/**
 * Makes a table ready to be grouped under a DIP catalogue: each code of its dictionaries is looked up once, whatever
 * the number of cases.
 * @param options switches of this run over the scheme's own
 * @throws column_missing when the table has no `dx`; every other column may be absent and is then missing throughout
 */
export function prepareDip(
  scheme: CompiledDip,
  table: CaseTable,
  options: Partial<DipOptions> = {},
): { payload: DipPayload; columns: GroupColumns } {
  const switches: DipOptions = { ...scheme.options, ...options };
  const sections = dipSections(scheme.buffer);
  const dx = needColumn(table, 'dx', 'codes', 'group');
  const px: Pick<CodesColumn, 'offsets' | 'codes' | 'values'> = findColumn(table, 'px', 'codes') ?? {
    offsets: sharedUint32(table.caseCount + 1),
    codes: sharedUint16(0),
    values: [''],
  };
  const known = schemeIdsOf(dx.values, scheme.diagnoses, 'exact');
  const principals = { bounds: linesOf(sections.principalBounds), classOf: sections.principalClass };
  const diagnoses = { bounds: linesOf(sections.diagnosisBounds), classOf: sections.diagnosisClass };
  const principalClasses = sharedUint16(dx.values.length);
  const principalFlags = sharedUint8(dx.values.length);
  const diagnosisClasses = sharedUint16(dx.values.length);
  const diagnosisMarks = sharedUint16(dx.values.length);
  for (let code = 1; code < dx.values.length; code++) {
    const isKnown = known[code] !== 0;
    const isMet = isKnown || switches.code_match === 'text';
    const text = dx.values[code]!;
    const principal = classOfText(principals, text);
    principalFlags[code] =
      (isKnown ? KNOWN_DIAGNOSIS : 0) |
      (sections.isExcluded[principal] === 1 ? EXCLUDED_DIAGNOSIS : 0) |
      (isMet ? 0 : BLIND_DIAGNOSIS);
    principalClasses[code] = principal;
    const inLists = isMet ? classOfText(diagnoses, text) : 0;
    diagnosisClasses[code] = inLists;
    diagnosisMarks[code] = sections.diagnosisMarks[inLists]!;
  }
  const ids = schemeIdsOf(px.values, scheme.procedures, 'exact');
  const procedureInfo = sharedUint32(px.values.length);
  const procedureClasses = sharedUint16(px.values.length);
  const procedureMarks = sharedUint16(px.values.length);
  const unclassed = KINDS.indexOf(switches.unclassed_procedure);
  for (let code = 0; code < px.values.length; code++) {
    const id = ids[code]!;
    let info = id === 0 ? NO_KIND << KIND_SHIFT : sections.procedureInfo[id]!;
    if (((info >>> KIND_SHIFT) & KIND_MASK) === NO_KIND) info ^= (NO_KIND ^ unclassed) << KIND_SHIFT;
    procedureInfo[code] = info;
    procedureClasses[code] = sections.procedureClass[id]!;
    procedureMarks[code] = sections.procedureMarks[procedureClasses[code]!]! >>> MARKS_EACH;
  }
  const columns = allocateGroupColumns(table.caseCount);
  const payload: DipPayload = {
    scheme: scheme.buffer,
    switches: switchesOf(switches),
    principalClasses,
    principalFlags,
    diagnosisClasses,
    diagnosisMarks,
    procedureInfo,
    procedureClasses,
    procedureMarks,
    dxOffsets: dx.offsets,
    dxCodes: dx.codes,
    pxOffsets: px.offsets,
    pxCodes: px.codes,
    numbers: CONDITION_NUMBERS.map((name) => findColumn(table, name, 'integer')?.values ?? null),
    cost: scheme.columns.includes('total_cost') ? (findColumn(table, 'total_cost', 'money')?.values ?? null) : null,
    columns,
  };
  return { payload, columns };
}

function switchesOf(options: DipOptions): DipSwitches {
  const skipped = { comprehensive: options.comprehensive === 'off', fallback: options.unmatched === 'ungrouped' };
  return {
    isNextLeading: [0, 1, 2, 3].map(
      (rule) => (rule === EXCLUDED_CONSERVATIVE ? options.excluded_first : options.not_main_first) === 'next',
    ),
    isAnyCaseConservative: options.conservative_entries === 'any_case',
    isAnyMain: options.main_procedure === 'any',
    isHighestClass: options.class_by === 'highest',
    skippedTiers: TIERS.reduce(
      (bits, tier, index) => bits | (Number(skipped[tier as keyof typeof skipped] === true) << index),
      0,
    ),
    isFallbackWithoutPrincipal: options.no_principal === 'fallback',
    isFallbackOfExcluded: options.excluded_principal === 'fallback',
  };
}
