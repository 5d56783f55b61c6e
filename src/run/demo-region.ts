import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import { packageRoot } from '../kernel/package-root.js';
import { parsePolicy } from '../policy/load-policy.js';
import type { PolicyFile } from '../policy/policy-file.js';
import { loadScheme } from '../schemes/load-scheme.js';
import type { RegionBudget } from '../simulation/region/expected-budgets.js';
import { generateRegion, type SyntheticRegion } from '../simulation/region/generate-region.js';
import { engineVersion } from './engine-version.js';
import type { Region } from './region-data.js';

/** The policies that belong to the synthetic region by method, and the question the demo asks of them. */
export const DEMO_POLICIES = { drg: 'demo-region', dip: 'demo-region-dip' } as const;
export type DemoMethod = keyof typeof DEMO_POLICIES;
export const DEMO_REFORM = join('examples', 'reforms', 'rate-minus-3-percent-share-60.yaml');

/** The region's policy as text, with its budgets set to the region's size; everything else as written, comments too. */
export function demoPolicyText(budgets: readonly RegionBudget[], method: DemoMethod = 'drg', year?: number): string {
  const document = parseDocument(readFileSync(demoPolicyPath(method), 'utf8'));
  if (year !== undefined) document.set('year', year);
  const pools = document.get('pools') as {
    items: { get(key: string): unknown; set(key: string, value: unknown): void }[];
  };
  for (const pool of pools.items) {
    const budget = budgets.find((entry) => entry.insurance === pool.get('insurance'));
    if (budget !== undefined) pool.set('fund', budget.fund);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

export function demoPolicy(budgets: readonly RegionBudget[], method: DemoMethod = 'drg'): PolicyFile {
  return parsePolicy(demoPolicyText(budgets, method), demoPolicyPath(method));
}

const demoPolicyPath = (method: DemoMethod): string =>
  join(packageRoot(), 'weights', DEMO_POLICIES[method], 'policy.yaml');

/** Where the demo's reform lies: beside the package, so that it can be read and changed. */
export function demoReformPath(): string {
  const beside = join(process.cwd(), DEMO_REFORM);
  return existsSync(beside) ? beside : join(packageRoot(), DEMO_REFORM);
}

export interface DemoRegionOptions {
  readonly cases: number;
  readonly seed: number;
  /** Default: the scheme of the region's policy. */
  readonly scheme?: string | undefined;
  /** `weighting`: the history keeps only what weights need. */
  readonly historyColumns: 'all' | 'weighting';
}

/** The synthetic region, from its seed. */
export function makeDemoRegion(options: DemoRegionOptions): SyntheticRegion {
  const { cases, seed, historyColumns } = options;
  const scheme = loadScheme(options.scheme ?? schemeOfDemoPolicy());
  return generateRegion({ cases, seed, scheme, historyColumns });
}

/** Scheme of the policy that belongs to the synthetic region. */
export function schemeOfDemoPolicy(): string {
  const document = demoPolicy([]).document as { scheme: string };
  return document.scheme;
}

/** The generated region as runs take it. Its identity is what it was made from: size, seed, model's version. */
export function regionOf(synthetic: SyntheticRegion, options: DemoRegionOptions): Region {
  const identity = { cases: options.cases, seed: options.seed, version: engineVersion() };
  return {
    year: synthetic.year,
    history: synthetic.history,
    register: synthetic.register,
    inputs: [
      {
        role: 'generated',
        name: `synthetic region, ${options.cases} cases, seed ${options.seed}`,
        sha256: sha256(canonicalJson(identity)),
      },
    ],
    rejected: [],
    summaries: {},
    seed: options.seed,
  };
}
