import { readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import { engineVersion } from '../run/engine-version.js';
import type { RunJob } from './run-job.js';

/**
 * What decides a run's result: the job, the engine, and of every file that it names size and time of change. A policy
 * may name files beside it, so all that lie there count. Two jobs of one identity share one result.
 */
export function runIdentity(job: RunJob): string {
  const paths = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && isAbsolute(value)) paths.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  // Where a demo's region is written besides changes nothing of its result.
  const asked = 'filesTo' in job ? { ...job, filesTo: undefined } : job;
  for (const value of Object.values(asked)) visit(value);
  const named = [...('policy' in job ? [job.policy] : []), ...('against' in job && job.against ? [job.against] : [])];
  for (const policy of named) {
    const folder = stampOf(policy).endsWith('folder') ? policy : dirname(policy);
    for (const name of namesIn(folder)) paths.add(join(folder, name));
  }
  const stamps = [...paths].map((path) => [path, stampOf(path)]);
  return sha256(canonicalJson({ engine: engineVersion(), job: asked, stamps }));
}

function stampOf(path: string): string {
  try {
    const stat = statSync(path);
    return stat.isFile() ? `${stat.size} ${stat.mtimeMs}` : 'folder';
  } catch {
    return '';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /\.(ya?ml|csv)$/i.test(name));
  } catch {
    return [];
  }
}
