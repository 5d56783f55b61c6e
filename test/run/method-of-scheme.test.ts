import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { timelineWith } from '../../src/run/simulate-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

function policy(scheme: string, method: string): string {
  const path = join(folder, `${scheme}-${method}.yaml`);
  writeFileSync(
    path,
    `id: mixed
title: {zh: 混, en: mixed}
region: test
year: 2026
scheme: ${scheme}
method: ${method}
pools: [{insurance: employee, fund: 1000000}]
rate: {kind: fixed, value: 10}
`,
  );
  return path;
}

test.each([
  ['chs-drg-2.0', 'dip', 'DRG'],
  ['dip-3.0', 'drg-rate', 'DIP'],
  ['dip-3.0', 'drg-points', 'DIP'],
])('a run under %s by %s is refused before any case is read, with both named', (scheme, method, kind) => {
  const words = `the method is ${method}, and the scheme ${scheme} is ${kind}`;
  expect(() => timelineWith(policy(scheme, method), [])).toThrow(
    expect.objectContaining({
      code: 'policy_refused',
      details: expect.objectContaining({
        findings_en: expect.stringContaining(words),
        findings_zh: expect.stringContaining(`method 为 ${method}，而分组方案 ${scheme} 是 ${kind}`),
      }),
    }),
  );
});

test('the method of its own scheme runs: drg-points under chs-drg-2.0, dip under dip-3.0', () => {
  expect(timelineWith(policy('chs-drg-2.0', 'drg-points'), []).segments).toHaveLength(1);
  expect(timelineWith(policy('dip-3.0', 'dip'), []).segments).toHaveLength(1);
});
