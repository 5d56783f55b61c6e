import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDecimal, parseDecimal } from '../../../src/kernel/decimal.js';
import { importPublishedWeights } from '../../../src/weighting/import/import-published-weights.js';
import { parseWeightImportProfile } from '../../../src/weighting/import/weight-import-profile.js';

const none: ReadonlySet<number> = new Set();
const profile = parseWeightImportProfile({}, '');
const cell = fc.oneof(
  fc.constantFrom(
    '',
    '——',
    '0',
    '0.00',
    '1.00',
    '１．２',
    '1,234.5',
    '-1',
    '1e-3',
    '据实支付',
    '约1',
    ' 0.5 ',
    '0.1234567891',
  ),
  fc.integer({ min: 1, max: 999_999 }).map((digits) => formatDecimal({ digits, scale: 4 })),
  fc.string({ maxLength: 8 }),
);
const code = fc.oneof(
  fc.constantFrom('AA11', 'AA13', '0000', 'BQY', '0Z13', 'ＡＡ１５', ''),
  fc.string({ minLength: 1, maxLength: 6 }),
);

test('every row is a group or told; a group has the number that is written, or its cell is told: 2,000 generated tables', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(code, cell), { maxLength: 12 }), (pairs) => {
      const rows = [
        { line: 1, cells: ['病组编码', '权重', '病组名称'], covered: none },
        ...pairs.map(([group, weight], index) => ({
          line: index + 2,
          cells: [group.trim(), weight.trim(), '名'],
          covered: none,
        })),
      ];
      const found = importPublishedWeights([{ name: '', isHidden: false, rows }], { file: 'p', sha256: '', profile });
      const toldRows = new Set(found.findings.map(({ row }) => row));
      const byGroup = new Map(found.table.rows.map((row) => [row.group, row]));
      pairs.forEach(([group, weight], index) => {
        const line = index + 2;
        const row = byGroup.get(group.normalize('NFKC').replace(/\s/g, ''));
        if (row === undefined) expect(toldRows.has(line), `row ${line}`).toBe(true);
        if (row === undefined || toldRows.has(line)) return;
        // Nothing was said of this row: its weight is the plain number in its cell.
        const plain = weight.trim().replace(/(?<=\d),(?=\d{3})/g, '');
        expect(row.weight).toEqual(parseDecimal(plain));
      });
      const lost = found.findings.filter(({ code: name }) => /^import_group_/.test(name)).length;
      expect(found.rowsRead).toBe(found.table.rows.length + lost);
    }),
    { numRuns: 2000 },
  );
});
