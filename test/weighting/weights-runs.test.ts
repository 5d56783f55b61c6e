import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderWeightsImport } from '../../src/cli/render-weights-import.js';
import { weightsJson } from '../../src/cli/weights-json.js';
import { adjustmentsOption, coefficientsOption, unitOption } from '../../src/cli/weights-options.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runGenerate } from '../../src/run/generate-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runWeightsImport } from '../../src/run/weights-import-run.js';
import { runWeights, type WeightsRunOptions } from '../../src/run/weights-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };

describe('weights from a history of files', () => {
  const run = (options: Partial<WeightsRunOptions> = {}) =>
    runWeights(
      {
        files: [join(folder, 'region', 'history.csv')],
        weights: undefined,
        policy: 'demo-region',
        out: undefined,
        profile: undefined,
        rejected: undefined,
        ...options,
      },
      context,
    );
  let plain: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    await runGenerate({ out: join(folder, 'region'), cases: 1500, seed: 5 }, context);
    plain = await run();
  });
  const total = ({ table }: typeof plain): number =>
    table.rows.reduce((sum, row) => sum + row.cases * (row.weight?.digits ?? 0), 0);

  test('points are a hundred times the weights, to the rounding of both, and say so', async () => {
    const points = await run({ unit: unitOption({ unit: 'points' }) });
    expect(points.table.unit).toBe('points');
    for (const [index, row] of plain.table.rows.entries()) {
      const other = points.table.rows[index]!;
      expect(row.weight === undefined).toBe(other.weight === undefined);
      if (row.weight !== undefined)
        expect(Math.abs(other.weight!.digits - 100 * row.weight.digits)).toBeLessThanOrEqual(50);
    }
  });

  test('a policy that pays by cost coefficients of hospitals has them without asking, and a run from the history pays by them', async () => {
    const policy = 'example-points-jinhua-form';
    const asked = await run({ policy, coefficients: coefficientsOption('hospital') });
    const own = await run({ policy });
    expect(own.table.hash).toBe(asked.table.hash);
    expect(own.table.variants!.length).toBeGreaterThan(5);
    const weights = join(folder, 'cost-coefficients.csv');
    await run({ policy, out: weights });
    const paid = async (name: string, by: object) => {
      const region = join(folder, 'region');
      const files = { files: [join(region, 'year.csv')], register: join(region, 'register.csv'), policy };
      await runPrice({ ...files, ...by, out: join(folder, name) }, context);
      return readFileSync(join(folder, name), 'utf8');
    };
    expect(await paid('by-history.csv', { history: [join(folder, 'region', 'history.csv')] })).toBe(
      await paid('by-weights.csv', { weights }),
    );
  });

  test('a points table with hospital coefficients is written, read back with the same hash, and printed as JSON', async () => {
    const out = join(folder, 'points.csv');
    const options = { unit: unitOption({ unit: 'points', unstable: 'median' }) };
    const made = await run({ ...options, coefficients: coefficientsOption('hospital'), out });
    const read = await run({ ...options, files: undefined, weights: out });
    expect(read.table.hash).toBe(made.table.hash);
    expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(made.table.variants!.length).toBeGreaterThan(5);
    const printed = JSON.parse(weightsJson(made)) as { table: { variants: { coefficients: object }[] } };
    expect(Object.keys(printed.table.variants[0]!.coefficients).length).toBe(
      made.table.variants![0]!.coefficients!.size,
    );
  });

  test('an adjustment by drug costs moves weights both ways and keeps their total to the rounding', async () => {
    const adjusted = await run({ adjustments: adjustmentsOption(['drug=0.8', 'ES3*=1.05']) });
    const moves = adjusted.table.rows.map(
      (row, index) => (row.weight?.digits ?? 0) - (plain.table.rows[index]!.weight?.digits ?? 0),
    );
    expect(Math.max(...moves)).toBeGreaterThan(0);
    expect(Math.min(...moves)).toBeLessThan(0);
    expect(Math.abs(total(adjusted) - total(plain))).toBeLessThanOrEqual(adjusted.table.cases / 2);
    expect(adjusted.table.ruleText!.en).toContain('drug × 0.8, ES3* × 1.05');
    await expect(run({ adjustments: adjustmentsOption(['QQ*=1.05']) })).rejects.toThrow('"QQ*" matches no group');
  });

  test('scores carry drug and consumable scores whose mean over cases is 1', async () => {
    const scores = await run({ unit: unitOption({ unit: 'score' }) });
    const rows = scores.table.rows.filter((row) => row.drugScore !== undefined);
    expect(rows.length).toBeGreaterThan(50);
    const cases = rows.reduce((sum, row) => sum + row.keptCases, 0);
    const sum = rows.reduce(
      (all, row) => all + (row.keptCases * row.drugScore!.digits) / 10 ** row.drugScore!.scale,
      0,
    );
    expect(Math.abs(sum / cases - 1)).toBeLessThan(0.0001);
  });
});

describe('options of the command', () => {
  test('values that do not fit together are refused with what is allowed', () => {
    expect(() => unitOption({ unit: 'yuan' })).toThrow('weight, points, score');
    expect(() => unitOption({ unit: 'weight', unstable: 'median' })).toThrow('--unit points');
    expect(() => unitOption({ unit: 'points', scoreBase: 'overall' })).toThrow('--unit score');
    expect(() => unitOption({ unit: 'score', scoreBase: 'quota=0' })).toThrow('quota=YUAN');
    expect(() => adjustmentsOption(['drug'])).toThrow('--adjust');
    expect(() => adjustmentsOption(['drug=-1'])).toThrow('--adjust');
    expect(() => coefficientsOption('level')).toThrow('hospital');
  });
});

describe('weights import', () => {
  const run = (text: string, where?: readonly string[]) => {
    const file = join(folder, 'published.csv');
    writeFileSync(file, text);
    return runWeightsImport({ file, out: join(folder, 'imported.csv'), profile: undefined, where, scheme: undefined });
  };

  test('a table with an error writes nothing and prints what to do', async () => {
    const refused = await run('年度,病组编码,权重\n2023,AA11,1.1\n2024,AA11,1.2\n');
    expect(refused.out).toBeUndefined();
    expect(existsSync(join(folder, 'imported.csv'))).toBe(false);
    const printed = renderWeightsImport(refused, 'zh');
    expect(printed).toContain('错误  published.csv:3:病组编码  病组 AA11 重复出现');
    expect(printed).toContain('有错误，未写出文件');
  });

  test('chosen rows are written with where they came from, and no scheme that nobody named', async () => {
    const done = await run('年度,病组编码,权重,系数-三级\n2023,AA11,1.1,1\n2024,AA11,1.2,1.05\n2024,AA13,0.0300,1\n', [
      '年度=2024',
    ]);
    const text = readFileSync(done.out!, 'utf8');
    expect(text).toMatch(/^# rule: imported from published\.csv \(sha256 [0-9a-f]{64}\)\n/);
    expect(text.split('\n').slice(-3)).toEqual(['AA11,,0,0,,1.2,,imported,1.05', 'AA13,,0,0,,0.03,,imported,1', '']);
    expect(done.weights).toMatchObject({ count: 2, least: '0.03', most: '1.2' });
    expect(renderWeightsImport(done, 'en')).toContain('weights from 0.03 to 1.2, mean 0.6150');
    await expect(run('病组编码,权重\nAA11,1\n', ['年度'])).rejects.toThrow('heading=value');
  });
});
