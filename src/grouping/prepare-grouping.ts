import { type CaseTable, type CodesColumn, findColumn, needColumn } from '../cases/case-table.js';
import { CONDITION_NUMBERS } from '../cases/columns.js';
import { sharedUint16, sharedUint32 } from '../kernel/shared-arrays.js';
import { type CompiledScheme, schemeSections } from '../schemes/compiled-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import type { GroupPayload } from './compiled/group-payload.js';
import { schemeIdsOf } from './compiled/scheme-ids.js';
import { triedParts } from './compiled/tried-parts.js';
import { allocateGroupColumns, type GroupColumns } from './group-columns.js';

/**
 * Makes a table ready to be grouped: the codes of its dictionaries are looked up in the scheme once, whatever the
 * number of cases, so that the pass reads integers only.
 * @param options  switches of this run over the scheme's own defaults
 * @returns the payload of groupPass, and the columns it will fill (one entry a case)
 * @throws column_missing when the table has no `dx`; every other column may be absent and is then missing throughout
 */
export function prepareGrouping(
  scheme: CompiledScheme,
  table: CaseTable,
  options: Partial<SchemeOptions> = {},
): { payload: GroupPayload; columns: GroupColumns } {
  const switches: SchemeOptions = { ...scheme.options, ...options };
  const { code_match, missing } = switches;
  const sections = schemeSections(scheme.buffer);
  const dx = needColumn(table, 'dx', 'codes', 'group');
  const px: Pick<CodesColumn, 'offsets' | 'codes' | 'values'> = findColumn(table, 'px', 'codes') ?? {
    offsets: sharedUint32(table.caseCount + 1),
    codes: sharedUint16(0),
    values: [''],
  };
  const diagnosisIds = schemeIdsOf(dx.values, scheme.diagnoses, code_match);
  const procedureIds = schemeIdsOf(px.values, scheme.procedures, code_match);
  const columns = allocateGroupColumns(table.caseCount);
  const payload: GroupPayload = {
    scheme: scheme.buffer,
    ...triedParts(sections, switches),
    leftOutPrincipals: switches.left_out_principals ?? 'refused',
    missing,
    diagnosisIds,
    principalClasses: through(diagnosisIds, sections.principalClass),
    severityInfo: through(diagnosisIds, sections.severityInfo),
    procedureIds,
    procedureClasses: through(procedureIds, sections.procedureClass),
    proceduresAsked: through(procedureIds, sections.isAskedAbout, ASKED_PROCEDURE),
    dxOffsets: dx.offsets,
    dxCodes: dx.codes,
    pxOffsets: px.offsets,
    pxStarts:
      switches.first_procedure === 'valid'
        ? validStarts(px, procedureIds, sections.isValidProcedure, table.caseCount)
        : px.offsets,
    pxCodes: px.codes,
    numbers: CONDITION_NUMBERS.map((name) => findColumn(table, name, 'integer')?.values ?? null),
    columns,
  };
  return { payload, columns };
}

/** The first valid procedure of each case; behind its last where none is valid. */
function validStarts(
  px: Pick<CodesColumn, 'offsets' | 'codes'>,
  ids: Uint16Array,
  isValid: Uint8Array,
  caseCount: number,
): Uint32Array {
  const starts = sharedUint32(caseCount + 1);
  for (let row = 0; row < caseCount; row++) {
    const end = px.offsets[row + 1]!;
    let start = px.offsets[row]!;
    while (start < end && isValid[ids[px.codes[start]!]!] === 0) start++;
    starts[row] = start;
  }
  return starts;
}

/** Bit of a kind of case (ASKED_KINDS) that a procedure asked about sets. */
const ASKED_PROCEDURE = 2;

/** A table by scheme id read by dictionary code instead, each entry times a factor. */
function through(ids: Uint16Array, table: Uint16Array | Uint8Array, factor = 1): Uint16Array {
  const result = sharedUint16(ids.length);
  for (let code = 0; code < ids.length; code++) result[code] = table[ids[code]!]! * factor;
  return result;
}
