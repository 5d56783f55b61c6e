import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The region that every way of calculating is held to: cases and seed of `generate`. */
export const CONFORMANCE_CASES = 3_000;
export const CONFORMANCE_SEED = 3;

/** One hash over names and bytes of the tables of a results folder; manifests and timings tell how they were made. */
export function hashOfTables(folder: string): string {
  const hash = createHash('sha256');
  const tables = readdirSync(folder).filter((name) => /\.(csv|parquet)$/.test(name));
  for (const name of tables.sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
