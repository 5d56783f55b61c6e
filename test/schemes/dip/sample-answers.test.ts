import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { sharedReference } from '../../shared-reference.js';
import { dipCase } from './dip-case.js';

const reference = sharedReference();

const rowsOf = (file: string) => {
  const [header, ...lines] = readFileSync(join(reference!, 'dip-3.0', 'sample', file), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
};
const number = (text: string | undefined) => (text === undefined || text === '' ? -1 : Number(text));

describe.skipIf(reference === undefined)('the 8,000 cases of the reference', () => {
  it('have the answers of the reference, all 8,000: no decided reading differs', () => {
    const document = loadDip('dip-3.0');
    const answers = new Map(rowsOf('answers.csv').map((row) => [row.case_id, row]));
    const different: string[] = [];
    const reached = new Set<string>();
    for (const row of rowsOf('cases.csv')) {
      const record = dipCase(row.dx!, row.px, {
        sex: number(row.sex),
        age_years: number(row.age_years),
        age_days: number(row.age_days),
        birth_weight_g: number(row.birth_weight_g),
        los_days: number(row.los_days),
      });
      const { group, reason } = matchDip(document, record);
      const expected = answers.get(row.case_id)!;
      reached.add(group);
      if (group !== expected.group || reason !== expected.reason)
        different.push(
          `${row.case_id} ${row.dx} ${row.px}: ${group} ${reason}, expected ${expected.group} ${expected.reason}`,
        );
    }
    expect(different).toEqual([]);
    expect(answers.size).toBe(8000);
    // 5,125 entries but for twelve, and 0000.
    expect(reached.size).toBe(5114);
  });
});
