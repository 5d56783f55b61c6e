import { findColumn } from '../../cases/case-table.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import type { Settlement } from '../../settlement/settlement.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { aggregateBy, sumsAt } from '../aggregate-cells.js';
import { measureValues, type TableContext } from '../build-tables.js';
import { MEASURE_COLUMNS } from '../result-columns.js';
import { RESULT_TABLE_VERSION } from '../result-schemas.js';
import { DIRECT_COLUMNS, directKey, directSettlement } from './direct-settlement.js';
import { splitCells } from './split-cells.js';

/** Parts of a cell are numbered in 16 bits. */
const MOST_PAIRS = 65_535;

const { key } = COLUMN;

/**
 * The year by region of insurance, region of care and insurance type: what each region's fund pays for its people and
 * where, which is how a budget that regions share is split between them (异地就医分担). What clearing decided is shared
 * down by largest remainder, so that the rows add up to the pool's payment, to the fen.
 * @returns undefined where the cases lack one of the two columns, or nobody was treated elsewhere
 * @source rules §4.11, §11 M8 (cross-region care); the split by place of insurance is chosen here
 */
export function regionsTable(
  input: SettlementInput,
  settlement: Settlement,
  context: TableContext,
): ResultTable | undefined {
  const insured = findColumn(input.table, 'insured_region', 'dictionary');
  const care = findColumn(input.table, 'care_region', 'dictionary');
  if (insured === undefined || care === undefined) return undefined;
  const careCount = care.values.length;
  if (insured.values.length * careCount > MOST_PAIRS) return undefined;
  let isElsewhere = false;
  for (let row = 0; row < input.table.caseCount && !isElsewhere; row++) {
    const [home, place] = [insured.values[insured.codes[row]!]!, care.values[care.codes[row]!]!];
    // A blank says nothing of either place.
    isElsewhere = home !== '' && place !== '' && home !== place;
  }
  if (!isElsewhere) return undefined;
  const pairCount = insured.values.length * careCount;
  const cells = splitCells(input, settlement, (row) => insured.codes[row]! * careCount + care.codes[row]!, pairCount);
  const aggregate = aggregateBy(cells, {
    codeOf: (cell) => cells.part[cell]! * cells.insurances.length + cells.insurance[cell]!,
    partsOf: (code) => {
      const pair = Math.floor(code / cells.insurances.length);
      return [
        insured.values[Math.floor(pair / careCount)]!,
        care.values[pair % careCount]!,
        cells.insurances[code % cells.insurances.length]!,
      ];
    },
  });
  const direct = directSettlement(input);
  const schema = {
    name: 'regions',
    version: RESULT_TABLE_VERSION,
    title: { zh: '参保地与就医地', en: 'Regions of insurance and of care' },
    columns: [
      key('insured_region', '参保地', 'region of insurance'),
      key('care_region', '就医地', 'region of care'),
      key('insurance', '险种', 'insurance'),
      ...MEASURE_COLUMNS.map(({ schema: column }) =>
        column.name === 'total_weight' ? { ...column, decimals: context.weightDecimals } : column,
      ),
      ...(direct === undefined ? [] : DIRECT_COLUMNS),
    ],
  };
  const rows = aggregate.keys.map(([insuredRegion, careRegion, insurance], row) => {
    const count = direct?.get(directKey(insuredRegion!, careRegion!, insurance!));
    return Object.assign(measureValues(sumsAt(aggregate, row), context), {
      insured_region: insuredRegion!,
      care_region: careRegion!,
      insurance: insurance!,
      ...(count === undefined ? {} : { direct_cases: count.direct, direct_share: count.direct / count.known }),
    });
  });
  return tableOfRows(schema, rows);
}
