import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResultColumnSchema, ResultTable } from '../../src/kernel/result-table.js';
import { decimalsBesideEdges, formatShifted } from '../../src/report/format-number.js';
import { formatCell, formatColumnNumber } from '../../src/report/report-cell.js';

const shareAt = (value: number, ...edges: number[]): string =>
  formatShifted(value, 2, decimalsBesideEdges(value, 2, 2, edges));

describe('a number beside what it is judged by', () => {
  test('a cost one fen below a standard of 100,000 yuan is 99.99999 % and yellow, never 100.00; on the edge it is 100.00', () => {
    expect(shareAt(9_999_999 / 10_000_000, 0.8, 1)).toBe('99.99999');
    expect(shareAt(1, 0.8, 1)).toBe('100.00');
    expect(shareAt(0.79996, 0.8, 1)).toBe('79.996');
    expect(shareAt(10_000_001 / 10_000_000, 0.8, 1)).toBe('100.00001');
  });

  test('far from every edge the usual decimals stay: 73.13 %, and 5.00 % exactly on 5 %', () => {
    expect(shareAt(0.731_251, 0.8, 1)).toBe('73.13');
    expect(shareAt(0.05, 0.05)).toBe('5.00');
    expect(shareAt(50_001 / 1_000_000, 0.05)).toBe('5.0001');
    expect(shareAt(Number.NaN, 0.05)).toBe('—');
  });

  test('what binary computing missed by less than nine decimals reads as the edge', () => {
    expect(shareAt(0.1 + 0.2, 0.3)).toBe('30.00');
  });

  test('whatever the share of whole numbers up to a million, what is read is on the side that it is on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: -40, max: 40 }),
        fc.constantFrom(0.05, 0.3, 0.8, 1),
        (whole, off, edge) => {
          const value = Math.max(0, Math.round(whole * edge) + off) / whole;
          const shown = Number(shareAt(value, edge).replaceAll(',', ''));
          expect(Math.sign(shown - edge * 100)).toBe(Math.sign(value - edge));
        },
      ),
    );
  });

  test('a table takes the edge from its column or from the row; a mean loss of some yuan is no 0.00 万元', () => {
    const column: ResultColumnSchema = {
      name: 'value',
      type: 'number',
      decimals: 4,
      edgeColumn: 'limit',
      label: { zh: '指标值', en: 'value' },
    };
    const table: ResultTable = {
      schema: { name: 't', version: 1, title: column.label, columns: [column] },
      rowCount: 2,
      columns: { value: Float64Array.of(0.299_999_9, 0.299_999_9), limit: Float64Array.of(0.3, 0.5) },
    };
    const cellAt = (row: number): string => formatCell(table, column, row, { language: 'zh', unit: 'yuan' });
    expect([cellAt(0), cellAt(1)]).toEqual(['0.2999999', '0.3000']);
    const margin: ResultColumnSchema = { name: 'charge_margin', type: 'money', edges: [0], label: column.label };
    expect(formatColumnNumber(margin, -3000, 'wan', [0])).toBe('−0.003');
    expect(formatColumnNumber(margin, -3000, 'yuan', [0])).toBe('−30.00');
  });
});
