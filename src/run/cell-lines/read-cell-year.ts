import type { CaseTable } from '../../cases/case-table.js';
import type { ReadSummary } from '../../cases/read/read-result.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import type { AnyCompiledScheme } from '../../schemes/any-scheme.js';
import { CELL_ERRORS } from './cell-line-errors.js';
import { expandCells } from './expand-cells.js';
import { isCellFile, readCells } from './read-cells.js';

/** Groups that cases came with, and what made them. */
export interface GivenGroups {
  readonly scheme: string;
  readonly schemeHash: string;
  /** Switches over the scheme's own, as canonical JSON. */
  readonly switches: string;
  readonly groups: GroupColumns;
}

export interface CellYear {
  readonly table: CaseTable;
  readonly given: GivenGroups;
  readonly summary: ReadSummary;
}

/**
 * A year of cases from files of cells (stdio --emit cells), in any order; undefined where the files hold cases.
 * @throws cells_mixed, cells_scheme_of_policy, and the errors of readCells and expandCells
 */
export async function readCellYear(files: readonly string[], scheme: AnyCompiledScheme): Promise<CellYear | undefined> {
  const others = files.filter((file) => !isCellFile(file));
  if (others.length === files.length) return undefined;
  if (others.length > 0) throw CELL_ERRORS.cells_mixed({ file: others[0]! });
  const read = await readCells(files);
  const { identity, caseCount, rejected } = read;
  if (identity.schemeHash !== scheme.hash) {
    throw CELL_ERRORS.cells_scheme_of_policy({
      cells: `${identity.scheme} ${identity.schemeHash.slice(0, 12)}`,
      policy: `${scheme.id} ${scheme.hash.slice(0, 12)}`,
    });
  }
  const { table, groups } = expandCells(read, scheme.catalogue);
  const rejectedCount = [...rejected.values()].reduce((sum, count) => sum + count, 0);
  const { scheme: id, schemeHash, switches } = identity;
  return {
    table,
    given: { scheme: id, schemeHash, switches, groups },
    summary: {
      // One input, however many files its parts came in: merged cells are the same.
      files: [{ name: 'cells', format: 'ndjson', encoding: 'utf-8', bytes: 0, sha256: read.hash }],
      rowsRead: caseCount + rejectedCount,
      cases: caseCount,
      netted: 0,
      rejected: rejectedCount,
      columnsMapped: [],
      columnsIgnored: [],
      missing: {},
      normalisedCodes: 0,
      codeChanges: [],
      unknownCodes: [],
      personalColumns: [],
      joins: [],
      losDaysDerived: 0,
      notices: [],
    },
  };
}

/** The groups given, where a policy groups as they were made. @throws cells_scheme_of_policy */
export function givenGroups(
  { scheme, schemeHash, switches, groups }: GivenGroups,
  wanted: { readonly id: string; readonly hash: string },
  wantedSwitches: string,
): GroupColumns {
  if (schemeHash === wanted.hash && switches === wantedSwitches) return groups;
  throw CELL_ERRORS.cells_scheme_of_policy({
    cells: `${scheme} ${schemeHash.slice(0, 12)} ${switches}`,
    policy: `${wanted.id} ${wanted.hash.slice(0, 12)} ${wantedSwitches}`,
  });
}
