import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf } from '../../../src/kernel/decimal.js';
import { attributeChange, attributePayment } from '../../../src/simulation/attribution/attribute-payment.js';

const yuan = (value: number): number => Math.round(value * 100);

describe('structure + price + management is what was paid', () => {
  test('1,000 points, standard 1.0, value 0.9, adjustment 1.1, paid 1,050: 1,100 / -110 / 60', () => {
    const parts = attributePayment(decimalOf(1000), decimalOf(1), decimalOf(0.9), decimalOf(1.1), yuan(1050));
    expect(parts).toEqual({ structureFen: yuan(1100), priceFen: yuan(-110), managementFen: yuan(60) });
  });

  test('the three add up to the payment to the fen, whatever the numbers', () => {
    const decimal = fc.integer({ min: 0, max: 9_999_999 }).map((digits) => ({ digits, scale: 4 }));
    fc.assert(
      fc.property(
        decimal,
        decimal,
        decimal,
        decimal,
        fc.integer({ min: 0, max: 1e12 }),
        (units, standard, value, adjustment, paid) => {
          const { structureFen, priceFen, managementFen } = attributePayment(units, standard, value, adjustment, paid);
          expect(structureFen + priceFen + managementFen).toBe(paid);
        },
      ),
      { seed: 18, numRuns: 500 },
    );
  });
});

describe('one year against another', () => {
  test('10 % more units at a value fallen from 80.00 to 72.73: structure +7.2 million, price takes all but 300 yuan back', () => {
    const before = { standardFen: yuan(72_000_000), valueFen: 8_000, paidFen: yuan(72_000_000) };
    const after = { standardFen: yuan(990_000 * 72.73), valueFen: 7_273, paidFen: yuan(72_002_700) };
    const { structureFen, priceFen, managementFen } = attributeChange(before, after);
    expect(structureFen).toBe(yuan(7_200_000));
    expect(priceFen).toBe(yuan(990_000 * 72.73) - yuan(79_200_000));
    expect(managementFen).toBe(0);
    expect(structureFen + priceFen + managementFen).toBe(after.paidFen - before.paidFen);
  });

  test('a value that falls by 10 % in July alone: 10,000 before it and 9,000 after it are 20,000 at the first value, so price is -1,000', () => {
    const before = { standardFen: yuan(20_000), valueFen: yuan(10_000), paidFen: yuan(19_500) };
    const after = { standardFen: yuan(19_000), valueFen: yuan(9_000), paidFen: yuan(18_700) };
    expect(attributeChange(before, after, yuan(20_000))).toEqual({
      structureFen: 0,
      priceFen: yuan(-1_000),
      managementFen: yuan(200),
    });
  });

  test('without a value (a plain standard) there is no price part, and the three still add up', () => {
    const parts = attributeChange(
      { standardFen: 1000, valueFen: Number.NaN, paidFen: 900 },
      { standardFen: 1500, valueFen: Number.NaN, paidFen: 1700 },
    );
    expect(parts).toEqual({ structureFen: 500, priceFen: 0, managementFen: 300 });
  });

  test('random accounts: the residual is 0', () => {
    const account = fc.record({
      standardFen: fc.integer({ min: 0, max: 1e12 }),
      valueFen: fc.integer({ min: 1e6, max: 2e8 }).map((value) => value / 10_000),
      paidFen: fc.integer({ min: -1e9, max: 1e12 }),
    });
    fc.assert(
      fc.property(account, account, (before, after) => {
        const { structureFen, priceFen, managementFen } = attributeChange(before, after);
        expect(structureFen + priceFen + managementFen).toBe(after.paidFen - before.paidFen);
      }),
      { seed: 18, numRuns: 500 },
    );
  });
});
