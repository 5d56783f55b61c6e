import { EngineError } from '../../src/kernel/errors.js';
import { parsePolicy, parseReform } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';

/** A small whole policy; parts are replaced by key. */
export function policyText(parts: Partial<Record<string, string>> = {}): string {
  const defaults: Record<string, string> = {
    id: 'test-city-2026',
    title: '{zh: 测试, en: test}',
    region: 'test',
    year: '2026',
    scheme: 'national',
    pools: '[{insurance: employee, fund: 1200000000.00, reserve: 0.05}, {insurance: resident, fund: 800000000}]',
    hospital_coefficient: '{by_level: {3: 1.0, 2: 0.85, 1: 0.7}}',
    outliers: `
  bands:
    - {name: low, to: 0.4, pay: by_item}
    - {name: high, from: 3.0, from_included: false, pay: "standard + 0.7 * (cost - 3 * standard)"}`,
    rate: '{kind: fixed, value: 12500.00}',
    retention: `
  bands:
    - {name: low, to: 0.8, to_included: false, pay: recorded}
    - {name: kept, to: 1.0, pay: standard}
    - {name: shared, to: 1.1, fund_share_of_overrun: 0.7}
    - {name: beyond, pay: "standard + 0.7 * 0.1 * standard"}`,
  };
  return Object.entries({ ...defaults, ...parts })
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => `${key}: ${text}`)
    .join('\n');
}

export const policyOf = (parts: Partial<Record<string, string>> = {}) =>
  parsePolicy(policyText(parts), 'city/policy.yaml');

export const reformOf = (patches: string, id = 'reform') =>
  parseReform(`id: ${id}\ntitle: {zh: 改革, en: reform}\npatches:\n${patches}`, `${id}.yaml`);

export const timelineOf = (parts: Partial<Record<string, string>>, ...patches: string[]) =>
  resolveTimeline(
    policyOf(parts),
    patches.map((text, index) => reformOf(text, `reform-${index + 1}`)),
  );

/** The error's code and English text. */
export function failureOf(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
