import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../kernel/hash.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { writeSweepPage } from '../report/html/write-sweep-page.js';
import { writeTableCsv } from '../report/write-table-csv.js';
import { writeTableParquet } from '../report/write-table-parquet.js';
import { engineVersion } from './engine-version.js';
import { writeFolderAside } from './output-folder.js';
import { stage } from './progress.js';
import type { RegionInput } from './region-data.js';
import type { RunContext } from './run-context.js';
import type { SweepManifest, SweepRunResult } from './sweep-result.js';

export interface SweepIdentity {
  readonly baseline: PolicyTimeline;
  readonly reforms: readonly Reform[];
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly inputs: readonly RegionInput[];
}

/** Writes sweep.csv, sweep.parquet, sweep.html and their manifest; equal sweeps make equal folders but for timings.json. */
export async function writeSweep(
  result: Omit<SweepRunResult, 'manifest'>,
  identity: SweepIdentity,
  context: RunContext,
): Promise<SweepManifest> {
  const { table, varied, goal } = result;
  let written: SweepManifest | undefined;
  await stage(context, 'write', { zh: '写出结果', en: 'writing the result' }, 0, () =>
    writeFolderAside(result.folder, 'sweep', async (aside) => {
      await writeTableCsv(join(aside, 'sweep.csv'), table);
      await writeTableParquet(join(aside, 'sweep.parquet'), table);
      const policy = { id: identity.baseline.id, title: identity.baseline.segments.at(-1)!.policy.title };
      const view = { table, parameters: varied.length, policy };
      await writeSweepPage(join(aside, 'sweep.html'), view, context.language);
      const files = ['sweep.csv', 'sweep.html', 'sweep.parquet'].map((name) => [
        name,
        sha256(readFileSync(join(aside, name))),
      ]);
      const manifest = {
        tool: 'drgdip',
        version: engineVersion(),
        kind: 'sweep' as const,
        scheme: { id: identity.scheme.id, hash: identity.scheme.hash },
        policy: { id: identity.baseline.id, hash: identity.baseline.hash },
        reforms: identity.reforms.map(({ id }) => id),
        inputs: identity.inputs,
        vary: varied.map(({ text }) => text),
        clearing: result.clearing,
        points: { cells: result.cellPoints, pass: result.passPoints },
        reasons: result.reasons.map(({ code, path }) => ({ code, path })),
        ...(goal === undefined ? {} : { goal: { text: goal.goal.text, ...withoutTried(goal.answer) } }),
        files: Object.fromEntries(files) as Readonly<Record<string, string>>,
      };
      written = manifest;
      writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      writeFileSync(join(aside, 'timings.json'), `${JSON.stringify(context.timings, null, 2)}\n`);
    }),
  );
  return written!;
}

function withoutTried({ outcome, best, bracket, crossings }: NonNullable<SweepRunResult['goal']>['answer']) {
  return { outcome, best, bracket, crossings };
}
