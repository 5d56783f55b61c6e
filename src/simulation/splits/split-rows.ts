import type { MeasureSums } from '../../indicators/indicator.js';
import { scaleFen } from '../../kernel/money.js';
import type { Settlement, SettlementCells } from '../../settlement/settlement.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import {
  type Aggregate,
  aggregateBy,
  aggregateCells,
  type CellKeys,
  levelClassOf,
  NO_MEASURES,
  sumsAt,
} from '../aggregate-cells.js';
import { measureValues, type TableContext, type TableRow } from '../build-tables.js';
import { AGE_KEYS, ageBandReader } from './age-bands.js';
import { DECILES, marginDeciles } from './margin-deciles.js';
import { type PaymentKind, paymentKinds } from './payment-kinds.js';
import { type SplitCells, splitCells } from './split-cells.js';
import type { SplitTableName } from './split-schemas.js';

/** A cleared year with its cells cut by age and payment. */
export interface SplitYear {
  readonly settlement: Settlement;
  readonly context: TableContext;
  readonly cells: SplitCells;
  readonly kinds: readonly PaymentKind[];
}

/**
 * Cuts a cleared year for the tables of split-schemas: one further pass over its cases.
 * @param groupMethod  what pays through the groups: drg or dip
 */
export function splitYear(
  input: SettlementInput,
  settlement: Settlement,
  context: TableContext,
  groupMethod: string,
): SplitYear {
  const ageOf = ageBandReader(input.table);
  const { kinds, kindOf } = paymentKinds(input.table, input.priced, groupMethod);
  const cells = splitCells(
    input,
    settlement,
    (row) => kindOf(row) * AGE_KEYS.length + ageOf(row),
    kinds.length * AGE_KEYS.length,
  );
  return { settlement, context, cells, kinds };
}

/** Decile of each hospital by the year's margin of charges; see marginDeciles. */
export function decilesOf({ settlement, context }: SplitYear): ReadonlyMap<string, string> {
  const hospitals = aggregateCells(settlement.cells, 'hospital', context.register);
  return marginDeciles(
    hospitals.keys.map(([hospitalId], row) => {
      const { fund, patient, total_cost } = sumsAt(hospitals, row);
      return { hospitalId: hospitalId!, marginFen: fund + patient - total_cost, chargesFen: total_cost };
    }),
  );
}

/**
 * Rows of one table, in code-point order of their keys.
 * @param deciles  of the baseline, for margin_deciles: both sides of a comparison are cut alike
 */
export function splitRows(name: SplitTableName, year: SplitYear, deciles: ReadonlyMap<string, string>): TableRow[] {
  const { context, cells, kinds, settlement } = year;
  const rows = (
    from: SettlementCells,
    keys: CellKeys,
    more: (parts: readonly string[], sums: MeasureSums) => TableRow,
  ) => rowsOf(aggregateBy(from, keys), year, more);
  switch (name) {
    case 'mdcs': {
      const mdcOf = new Map(context.catalogue.codes.map((code, index) => [code, context.catalogue.mdcs[index] ?? '']));
      const mdcs = settlement.cells.groups.map((group) => mdcOf.get(group) || 'none');
      const list = [...new Set(mdcs)];
      const codes = mdcs.map((mdc) => list.indexOf(mdc));
      const keys = keysOf(
        (cell) => codes[settlement.cells.group[cell]!]!,
        (code) => [list[code]!],
      );
      return rows(settlement.cells, keys, ([mdc]) => ({ mdc: mdc! }));
    }
    case 'ages': {
      const keys = keysOf(
        (cell) => cells.part[cell]! % AGE_KEYS.length,
        (code) => [AGE_KEYS[code]!],
      );
      return rows(cells, keys, ([band]) => ({ age_band: band! }));
    }
    case 'methods': {
      const all = settlement.cells.sums.fund.reduce((sum, value) => sum + value, 0);
      const keys = keysOf(
        (cell) => Math.floor(cells.part[cell]! / AGE_KEYS.length),
        (code) => [kinds[code]!.payment, kinds[code]!.rule],
      );
      return rows(cells, keys, ([payment, rule], { fund }) => ({
        payment: payment!,
        rule: rule!,
        fund_share: all === 0 ? Number.NaN : fund / all,
      }));
    }
    case 'patients': {
      const from = settlement.cells;
      const levelOf = from.hospitals.map((hospital) => levelClassOf(context.register, hospital));
      const list = [...new Set(levelOf)];
      const keys = keysOf(
        (cell) => from.insurance[cell]! * list.length + list.indexOf(levelOf[from.hospital[cell]!]!),
        (code) => [from.insurances[Math.floor(code / list.length)]!, list[code % list.length]!],
      );
      return rows(from, keys, ([insurance, level], sums) => ({
        insurance: insurance!,
        level_class: level!,
        ...burden(sums),
      }));
    }
    case 'margin_deciles':
      return decileRows(year, deciles);
  }
}

const keysOf = (codeOf: CellKeys['codeOf'], partsOf: CellKeys['partsOf']): CellKeys => ({ codeOf, partsOf });

function rowsOf(
  aggregate: Aggregate,
  { context }: SplitYear,
  more: (parts: readonly string[], sums: MeasureSums) => TableRow,
): TableRow[] {
  return aggregate.keys.map((parts, row) => {
    const sums = sumsAt(aggregate, row);
    return Object.assign(measureValues(sums, context), more(parts, sums));
  });
}

function burden({ cases, unpriced_cases, patient, total_cost }: MeasureSums): TableRow {
  const priced = cases - unpriced_cases;
  return {
    patient_share: total_cost === 0 ? Number.NaN : patient / total_cost,
    patient_per_case: priced === 0 ? Number.NaN : scaleFen(patient, 1, priced),
  };
}

/** All lines always; a decile that no hospital falls into has none and no cases. */
function decileRows(year: SplitYear, deciles: ReadonlyMap<string, string>): TableRow[] {
  const { cells } = year.settlement;
  const codes = cells.hospitals.map((hospital) => DECILES.indexOf(deciles.get(hospital) ?? DECILES.at(-1)!));
  const counts = new Map<string, number>();
  for (const decile of deciles.values()) counts.set(decile, (counts.get(decile) ?? 0) + 1);
  const found = aggregateBy(
    cells,
    keysOf(
      (cell) => codes[cells.hospital[cell]!]!,
      (code) => [DECILES[code]!],
    ),
  );
  const rowOf = new Map(found.keys.map(([decile], row) => [decile!, row]));
  return DECILES.map((decile) => {
    const row = rowOf.get(decile);
    const sums = row === undefined ? NO_MEASURES : sumsAt(found, row);
    return Object.assign(measureValues(sums, year.context), { decile, hospitals: counts.get(decile) ?? 0 });
  });
}
