import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EngineError } from '../../../src/kernel/errors.js';
import { behaviourOptions, scenarioOptions } from '../../../src/run/simulate-run.js';
import { loadBehaviours } from '../../../src/simulation/behaviour/load-behaviours.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const refusal = (read: () => unknown): { code: string; en: string } => {
  try {
    read();
  } catch (error) {
    const { code, text } = error as EngineError;
    return { code, en: text.call(error, 'en') };
  }
  throw new Error('nothing was refused');
};

describe('behaviours before anything runs', () => {
  test.each([
    ['volume_response', 'elasticity'],
    ['coding_intensity', 'share'],
    ['cost_response, elasticity: 0.2', 'los_elasticity'],
    ['split_admissions, least_days: 10', 'share'],
    ['referral_transfer, share: 0.1, from_level: 3, to_level: 2, destination: share', 'cost_factor'],
    ['prevention, spending_change: 0.1', 'elasticity'],
    ['hospitals_leaving, hospitals: [H1], from: 2026-03-01, vanish: 0, destination: share', 'private'],
  ])('%s without its %s is refused in words with its line', (parameters, missing) => {
    const path = written('missing.yaml', `behaviour:\n  - {kind: ${parameters}}\n`);
    const { code, en } = refusal(() => loadBehaviours(path));
    expect(code).toBe('behaviour_invalid');
    expect(en).toContain(`missing.yaml:2: behaviour.0.${missing}: missing, expected`);
  });

  test('an unknown kind names the seven there are; a month with a name is refused as exactly one of two forms', () => {
    const path = written(
      'kind.yaml',
      'behaviour:\n  - {kind: volume}\n  - {kind: hospitals_leaving, hospitals: [H1], margin_below: 0, months: 1, from: 2026-03-01, private: 0, vanish: 0, destination: share}\n',
    );
    const { en } = refusal(() => loadBehaviours(path));
    for (const kind of ['volume_response', 'prevention', 'hospitals_leaving']) expect(en).toContain(kind);
    expect(en).toContain('exactly one of hospitals, margin_below');
  });

  test('private 0.6 and vanish 0.5, equal levels, and a distance without its table are each refused', () => {
    const leaving = 'kind: hospitals_leaving, hospitals: [H1], from: 2026-03-01';
    const codes = [
      `{${leaving}, private: 0.6, vanish: 0.5, destination: share}`,
      '{kind: referral_transfer, share: 0.1, from_level: 2, to_level: 2, cost_factor: 1, destination: share}',
      `{${leaving}, private: 0, vanish: 0, destination: level_distance}`,
    ].map((one) => refusal(() => loadBehaviours(written('one.yaml', `behaviour:\n  - ${one}\n`))).code);
    expect(codes).toEqual(['behaviour_shares_above_one', 'behaviour_same_level', 'behaviour_needs_distances']);
  });

  test('a scenario has them too, its distances beside it; given twice they are refused', () => {
    written('near.csv', 'place,hospital_id,kilometres\n');
    const scenario = written(
      'scenario.yaml',
      'id: leave\npolicy: demo-region\nbehaviour:\n  - {kind: hospitals_leaving, hospitals: [H1], from: 2026-03-01, private: 0, vanish: 0, destination: level_distance, distances: near.csv}\n',
    );
    const options = scenarioOptions(scenario);
    expect(options.behaviours).toMatchObject([{ distances: join(folder, 'near.csv'), delay_months: 0 }]);
    expect(options.alsoRead).toContain(join(folder, 'near.csv'));
    const file = written('more.yaml', 'behaviour:\n  - {kind: coding_intensity, share: 0.1}\n');
    expect(refusal(() => behaviourOptions(file, options)).code).toBe('behaviour_twice');
  });
});
