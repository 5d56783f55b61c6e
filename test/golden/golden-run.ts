import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { formatYuan } from '../../src/kernel/money.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { csvText } from '../../src/report/csv-text.js';
import { runGroup } from '../../src/run/group-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { readRegion } from '../../src/run/region-data.js';
import type { RunContext } from '../../src/run/run-context.js';
import { ScenarioRunner } from '../../src/run/scenario-run.js';
import { runSimulate, timelineWith } from '../../src/run/simulate-run.js';
import type { Manifest, WrittenResult } from '../../src/run/write-results.js';
import { openScheme } from '../../src/schemes/open-scheme.js';
import { CELL_MEASURES, type Settlement, type StatementLine } from '../../src/settlement/settlement.js';
import { weightFileText } from '../../src/weighting/weight-file.js';

export const GOLDEN = join(packageRoot(), 'test', 'golden');
export const INPUT = join(GOLDEN, 'input');
export const EXPECTED = join(GOLDEN, 'expected');

const [year, history, register, policy, reform] = [
  'year.csv',
  'history.csv',
  'register.csv',
  'policy.yaml',
  'reform.yaml',
].map((name) => join(INPUT, name)) as [string, string, string, string, string];

export interface GoldenRun {
  /** Text of every committed file by its name below expected/, `/` between folders. */
  readonly files: ReadonlyMap<string, string>;
  /** The result folder as the run wrote it, binary files too. */
  readonly folder: string;
  readonly written: WrittenResult;
  readonly remove: () => void;
}

/** The whole path on the golden region, in this thread: the result folder, and each intermediate figure as CSV. */
export async function runGolden(): Promise<GoldenRun> {
  const scratch = mkdtempSync(join(tmpdir(), 'drgdip-golden-'));
  const folder = join(scratch, 'result');
  const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
  const options = { files: [year], history: [history], register, policy, out: folder };
  const written = await runSimulate({ ...options, reforms: [reform] }, context);

  const files = new Map<string, string>();
  const made = async (name: string, make: (out: string) => Promise<unknown>): Promise<void> => {
    const out = join(scratch, name);
    await make(out);
    files.set(name, readFileSync(out, 'utf8'));
  };
  const baseline = timelineWith(policy, []);
  const { scheme: schemeId, year: paidYear } = baseline.segments.at(-1)!.policy;
  await made('groups.csv', (out) => runGroup({ files: [year], scheme: schemeId, out }, context));
  await made('history-groups.csv', (out) => runGroup({ files: [history], scheme: schemeId, out }, context));
  await made('priced-baseline.csv', (out) => runPrice({ ...options, out }, context));
  await made('priced-reform.csv', (out) => runPrice({ ...options, reforms: [reform], out }, context));

  const region = await readRegion(options, openScheme(schemeId), paidYear, context);
  const runner = new ScenarioRunner(region, undefined, context);
  for (const [name, timeline] of [
    ['baseline', baseline],
    ['reform', timelineWith(policy, [reform])],
  ] as const) {
    const { weights, settlement } = await runner.run(timeline);
    files.set('weights.csv', weightFileText(weights));
    files.set(`cells-${name}.csv`, cellsText(settlement));
    files.set(`statements-${name}.csv`, statementsText(settlement.statements));
  }
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.csv')) files.set(`result/${name}`, readFileSync(join(folder, name), 'utf8'));
  }
  files.set('result/manifest.json', lastingManifest(written.manifest));
  return { files, folder, written, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/**
 * The manifest without what may differ between machines and releases though the figures are the same: the program's
 * version, and the hashes of Parquet (DuckDB's writer), workbook (zip) and page.
 */
function lastingManifest(manifest: Manifest): string {
  const { version: _, files, ...rest } = manifest;
  const lasting = Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.csv')));
  return `${JSON.stringify({ ...rest, files: lasting }, null, 2)}\n`;
}

const MONEY = new Set([
  'total_cost',
  'hospital_cost',
  'standard',
  'pay',
  'patient',
  'recorded_fund',
  'fund_before_clearing',
  'carved_out_fund',
  'clearing_adjustment',
  'fund',
]);

/** Every cell of a settlement, hospital × insurance × department × group, money in yuan. */
function cellsText({ cells }: Settlement): string {
  const lines = [['hospital_id', 'insurance', 'department', 'group', ...CELL_MEASURES].join(',')];
  for (let cell = 0; cell < cells.cellCount; cell++) {
    lines.push(
      [
        cells.hospitals[cells.hospital[cell]!]!,
        cells.insurances[cells.insurance[cell]!]!,
        cells.departments[cells.department[cell]!]!,
        cells.groups[cells.group[cell]!]!,
        ...CELL_MEASURES.map((measure) => {
          const value = cells.sums[measure][cell]!;
          return MONEY.has(measure) ? formatYuan(value) : String(value);
        }),
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

function statementsText(lines: readonly StatementLine[]): string {
  const rows = lines.map((line) =>
    [
      line.hospitalId,
      line.insurance,
      String(line.order),
      line.line,
      line.role,
      line.band,
      formatYuan(line.amountFen),
      csvText(line.formula.zh),
      csvText(line.formula.en),
      line.policyPath,
    ].join(','),
  );
  const heading = 'hospital_id,insurance,order,line,role,band,amount,formula_zh,formula_en,policy_path';
  return `${[heading, ...rows].join('\n')}\n`;
}
