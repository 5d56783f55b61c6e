import { describe, expect, test } from 'vitest';
import { checkPatches } from '../../src/policy/check-patches.js';
import { timelineOf } from './policy-document.js';

const GROUPS = ['ES31', 'ES35', 'GD29', 'QR11'];
const found = (...patches: string[]) =>
  checkPatches(timelineOf({}, `  - ${patches.join('\n  - ')}`), GROUPS).map(({ code, severity, path }) => [
    code,
    severity,
    path,
  ]);

describe('patterns of weights against the groups of the scheme', () => {
  test('Q9* matches none of four groups: a warning with the nearest code; ES3* and *29 match', () => {
    const timeline = timelineOf(
      {},
      '  - {path: tables.weights.Q9*, scale: 1.1}\n  - {path: tables.weights.ES3*, scale: 1.1}',
    );
    const findings = checkPatches(timeline, GROUPS);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: 'weight_pattern_unmatched',
      severity: 'warning',
      path: 'tables.weights.Q9*',
    });
    expect(findings[0]!.zh).toContain('QR11');
    expect(findings[0]!.en).toContain('QR11');
    expect(found('{path: "tables.weights.*29", scale: 1.1}')).toEqual([]);
  });
});

describe('a factor far from 1', () => {
  test.each([
    [5, 0],
    [5.01, 1],
    [97, 1],
    [0.2, 0],
    [0.19, 1],
    [0.97, 0],
  ])('scale %d on the rate and on weights gives %d warning each', (scale, count) => {
    const warning = (path: string) => (count === 0 ? [] : [['scale_unusual', 'warning', path]]);
    expect(found(`{path: rate.value, scale: ${scale}}`)).toEqual(warning('rate.value'));
    expect(found(`{path: tables.weights.GD29, scale: ${scale}}`)).toEqual(warning('tables.weights.GD29'));
  });

  test('a budget may be scaled by any factor, and the rate set to any value', () => {
    expect(found('{path: pools.employee.fund, scale: 10}', '{path: rate.value, value: 97000}')).toEqual([]);
  });

  test('the warning says what a factor is and what was likely meant', () => {
    const [finding] = checkPatches(timelineOf({}, '  - {path: rate.value, scale: 97}'), GROUPS);
    expect(finding!.zh).toContain('0.97（下调 3%）');
    expect(finding!.en).toContain('Did you mean a number such as 0.97 (3 % lower)?');
  });
});
