import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { compileDip } from '../../../src/schemes/dip/compile/compile-dip.js';
import { importDipTable } from '../../../src/schemes/dip/import/import-dip-table.js';
import { sharedReference } from '../../shared-reference.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { compareMatchers, DIP_SEED } from './compare-matchers.js';

const reference = sharedReference();
const folder = temporaryFolder();

describe.skipIf(reference === undefined)('the published table of one city, 4,536 entries', () => {
  test('both matchers agree on 4,000 cases, in the city order and with any procedure as main', {
    timeout: 120_000,
  }, async () => {
    const tables = join(folder, 'tables');
    mkdirSync(tables);
    const shared = (name: string): string => join(reference!, 'dip', name);
    copyFileSync(shared('pingdingshan-2025-dip2.0.tsv'), join(tables, 'catalogue.tsv'));
    copyFileSync(shared('pingdingshan-2025-stats.tsv'), join(tables, 'stats.tsv'));
    const profile = join(packageRoot(), 'examples', 'dip-catalogue', 'two-tables.yaml');
    const { scheme } = await importDipTable(tables, join(folder, 'city'), profile);
    const compiled = compileDip(scheme!);
    expect(compiled.columns).toEqual(['total_cost']);
    const groups = new Set<string>();
    for (const [place, options] of [{}, { main_procedure: 'any', unmatched: 'fallback' } as const].entries()) {
      const tally = compareMatchers(scheme!, compiled, options, 2_000, DIP_SEED + place);
      expect(tally.differences).toEqual([]);
      for (const group of tally.groups) groups.add(group);
    }
    expect(groups.size).toBeGreaterThan(1_000);
  });
});
