import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCaseCsv } from '../cases/write/write-case-csv.js';
import { writeRegister } from '../cases/write/write-register.js';
import { sha256 } from '../kernel/hash.js';
import { demoPolicyText, makeDemoRegion } from './demo-region.js';
import { engineVersion } from './engine-version.js';
import { refuseFolder, writeFolderAside } from './output-folder.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';

export interface GenerateRunOptions {
  readonly out: string;
  readonly scheme?: string;
  readonly cases: number;
  readonly seed: number;
}

/** Writes a synthetic region as files: year.csv, history.csv, register.csv, policy.yaml, policy-dip.yaml, manifest.json. */
export async function runGenerate(
  options: GenerateRunOptions,
  context: RunContext,
): Promise<{ folder: string; files: string[] }> {
  const { cases, seed, scheme } = options;
  refuseFolder(options.out, 'synthetic region');
  const synthetic = await stage(
    context,
    'generate',
    { zh: '生成模拟地区', en: 'making the synthetic region' },
    4 * cases,
    () => makeDemoRegion({ cases, seed, scheme, historyColumns: 'all' }),
  );
  const names = ['year.csv', 'history.csv', 'register.csv', 'policy.yaml', 'policy-dip.yaml'];
  await writeFolderAside(options.out, 'synthetic region', async (aside) => {
    await stage(context, 'write', { zh: '写出文件', en: 'writing files' }, { total: 3, unit: 'files' }, (advance) => {
      writeCaseCsv(join(aside, 'year.csv'), synthetic.year);
      advance(1);
      writeCaseCsv(join(aside, 'history.csv'), synthetic.history);
      advance(2);
      writeRegister(join(aside, 'register.csv'), synthetic.register);
      writeFileSync(join(aside, 'policy.yaml'), demoPolicyText(synthetic.budgets));
      writeFileSync(join(aside, 'policy-dip.yaml'), demoPolicyText(synthetic.budgets, 'dip'));
      const manifest = {
        tool: 'drgdip',
        version: engineVersion(),
        kind: 'synthetic region',
        cases,
        seed,
        history_cases: synthetic.history.caseCount,
        files: Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(aside, name)))])),
      };
      writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      advance(3);
    });
  });
  return { folder: options.out, files: [...names, 'manifest.json'].map((name) => join(options.out, name)) };
}
