import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { loadPolicy, parsePolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';

/** The example of one city's benefits with a text changed; in the presets' own folder where `path` says so. */
function checked(from: string, to: string, path = 'policy.yaml') {
  const text = readFileSync(join(packageRoot(), 'weights', 'example-benefit-yanan', 'policy.yaml'), 'utf8');
  expect(text).toContain(from);
  return checkPolicy(resolveTimeline(parsePolicy(text.replace(from, to), path), []));
}
const errors = (findings: ReturnType<typeof checkPolicy>) => findings.filter(({ severity }) => severity === 'error');

test('a ladder of bands with a hole from 30,000 to 40,000 is an error at the band', () => {
  const found = errors(
    checked('{name: second, to: 100000.00, ratio: 0.7}', '{name: second, from: 40000.00, to: 100000.00, ratio: 0.7}'),
  );
  expect(found).toHaveLength(1);
  expect(found[0]!.path).toContain('benefit.critical_illness.residents.bands');
  expect(found[0]!.en).toMatch(/30,?000/);
});

test('a ratio of 1.2 is refused by its path', () => {
  try {
    checked(
      'deductible: 200.00, bands: [{name: all, ratio: 0.85}]',
      'deductible: 200.00, bands: [{name: all, ratio: 1.2}]',
    );
    throw new Error('taken');
  } catch (error) {
    expect((error as { code?: string }).code).toBe('policy_invalid');
    expect((error as Error).message).toContain('benefit.ladders.residents-1.bands.all.ratio');
  }
});

test('a preset’s value without a source is an error at its path; a user’s own policy is told how many', () => {
  const from = '  benefit.ceilings: {document';
  const own = checked(from, '  # benefit.ceilings: {document');
  expect(errors(own)).toEqual([]);
  const preset = join(packageRoot(), 'weights', 'example-benefit-yanan', 'policy.yaml');
  // The ceilings still have the source of `benefit` above them; without both they have none.
  const text = readFileSync(preset, 'utf8')
    .replace(from, '  # benefit.ceilings: {document')
    .replace('  benefit: {document', '  # benefit: {document');
  const found = errors(checkPolicy(resolveTimeline(parsePolicy(text, preset), [])));
  expect(found.map(({ code, path }) => [code, path])).toContainEqual([
    'unsourced_value',
    'benefit.ceilings.residents.amount',
  ]);
  expect(errors(checkPolicy(resolveTimeline(loadPolicy('example-benefit-yanan'), [])))).toEqual([]);
});
