import type { CaseTable } from '../../cases/case-table.js';
import { COLUMN_SCHEMAS } from '../../cases/columns.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupColumns } from '../../grouping/group-columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { canonicalJson } from '../../kernel/hash.js';
import type { AnyCompiledScheme, AnySwitches } from '../../schemes/any-scheme.js';
import type { CaseCell, CellsIdentity } from './cell-line.js';
import { OpenCells } from './open-cells.js';

/** Gathers grouped cases into cells, batch by batch. */
export class CellGatherer {
  readonly identity: CellsIdentity;
  private readonly cells: OpenCells;

  /** @param columns  names of columns that the rows have */
  constructor(
    private readonly scheme: AnyCompiledScheme,
    switches: AnySwitches,
    columns: readonly string[],
  ) {
    const ofKinds = (...kinds: string[]): string[] =>
      COLUMN_SCHEMAS.filter(({ name, kind }) => columns.includes(name) && kinds.includes(kind)).map(({ name }) => name);
    const numbers = ofKinds('money', 'integer', 'day');
    // Costs first: cells are sorted by them.
    numbers.sort((a, b) => Number(b === 'total_cost') - Number(a === 'total_cost'));
    this.identity = {
      scheme: scheme.id,
      schemeHash: scheme.hash,
      switches: canonicalJson(switches),
      numbers,
      texts: ofKinds('dictionary'),
    };
    this.cells = new OpenCells(this.identity);
  }

  addCases(table: CaseTable, { group, status, reason }: GroupColumns): void {
    const { catalogue } = this.scheme;
    const texts = this.identity.texts.map((name) => {
      const column = table.columns[name];
      return column?.kind === 'dictionary' ? column : undefined;
    });
    const numbers = this.identity.numbers.map((name) => valuesOf(table, name));
    for (let row = 0; row < table.caseCount; row++) {
      const key = [
        ...texts.map((column) => column?.values[column.codes[row]!] ?? ''),
        catalogue.mdcs[group[row]!]!,
        catalogue.adrgs[group[row]!]!,
        catalogue.codes[group[row]!]!,
        GROUP_STATUSES[status[row]!]!,
        GROUP_REASONS[reason[row]!]!,
      ];
      const cell = this.cells.at(key);
      cell.count += 1;
      for (let c = 0; c < numbers.length; c++) cell.values[c]!.push(numbers[c]!(row));
    }
  }

  /** A row that is no case, by its reason: it stands in a cell of its own, so that none is lost. */
  addRejected(reason: string): void {
    this.cells.at([...this.identity.texts.map(() => ''), '', '', '', 'rejected', reason]).count += 1;
  }

  finish(): CaseCell[] {
    return this.cells.finish();
  }
}

/** Values of a column with −1 for missing. */
function valuesOf(table: CaseTable, name: string): (row: number) => number {
  const column = table.columns[name];
  if (column?.kind === 'money') return (row) => (Number.isNaN(column.values[row]) ? -1 : column.values[row]!);
  if (column?.kind === 'day') return (row) => (column.values[row] === MISSING_DAY ? -1 : column.values[row]!);
  if (column?.kind === 'integer') return (row) => column.values[row]!;
  return () => -1;
}
