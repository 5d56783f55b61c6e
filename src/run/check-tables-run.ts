import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { peekTable } from '../cases/read/peek-table.js';
import { sniffFile } from '../cases/read/sniff-file.js';
import type { InputTableKind } from '../cases/tables/input-table.js';
import { INPUT_TABLE_KINDS } from '../cases/tables/input-tables.js';
import { inspectInputTable } from '../cases/tables/read-input-table.js';
import { recogniseInputTable } from '../cases/tables/recognise-input-table.js';
import { writeProblems } from '../cases/write/write-problems.js';
import type { Finding } from '../kernel/finding.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { refuseRules, refuseWeights } from './refuse-other-kind.js';
import { OPTION_ERRORS } from './run-errors.js';

/** What a file is taken for: cases, or a table beside them. */
export type FileRole = 'cases' | InputTableKind;

export interface RoleOfFile {
  readonly path: string;
  readonly role: FileRole;
}

export interface CheckedTable {
  /** Name without its folder. */
  readonly file: string;
  readonly kind: InputTableKind;
  readonly rows: number;
  /** Rows without a problem. */
  readonly rowsTaken: number;
  readonly findings: readonly Finding[];
}

/** A role as an option gives it. @throws option_value */
export function fileRole(value: string): FileRole {
  const roles: readonly string[] = ['cases', ...INPUT_TABLE_KINDS];
  if (!roles.includes(value)) throw OPTION_ERRORS.option_value({ option: '--as', value, expected: roles.join(' | ') });
  return value as FileRole;
}

/** What each file is, by its headings. @throws FILE_ERRORS for a file without any; file_of_other_kind for what another command checks */
export async function rolesOfFiles(files: readonly string[]): Promise<RoleOfFile[]> {
  const roles: RoleOfFile[] = [];
  for (const path of files) {
    refuseRules(path);
    const { headings } = await peekTable(path, await sniffFile(path), 0);
    const role = recogniseInputTable(headings);
    if (role === undefined) await refuseWeights(path, headings);
    roles.push({ path, role: role ?? 'cases' });
  }
  return roles;
}

/** Checks tables beside the cases; with `out` the problems of all of them stand in its problems.csv. */
export async function runCheckTables(
  tables: readonly { readonly path: string; readonly kind: InputTableKind }[],
  out: string | undefined,
): Promise<{ tables: CheckedTable[]; files: string[] }> {
  const path = out === undefined ? undefined : join(out, 'problems.csv');
  if (out !== undefined && path !== undefined) {
    refuseFile(path);
    refuseInputAsOutput(
      out,
      tables.map((table) => table.path),
    );
  }
  const checked: CheckedTable[] = [];
  for (const { path: file, kind } of tables) {
    checked.push({ file: basename(file), kind, ...(await inspectInputTable(file, kind)) });
  }
  if (out === undefined || path === undefined) return { tables: checked, files: [] };
  mkdirSync(out, { recursive: true });
  await writeFileAside(path, async (aside) =>
    writeProblems(
      aside,
      checked.flatMap(({ findings }) => findings),
    ),
  );
  return { tables: checked, files: [path] };
}
