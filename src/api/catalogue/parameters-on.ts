import { z } from 'zod';
import { type Day, formatDay } from '../../kernel/day.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { showPolicy } from '../../policy/show-policy.js';
import { allowedRange } from './allowed-range.js';

const text = z.object({ zh: z.string(), en: z.string() });
const day = z.string().describe('2026-03-01');
const source = z.looseObject({ document: z.string(), trust: z.string() });

export const parameterSchema = z.object({
  path: z.string().describe('as the patches of a reform name it'),
  label: text,
  value: z.string().describe('for reading'),
  raw: z.unknown().describe('as in the document'),
  unit: text,
  from: day,
  until: day.describe('not included'),
  source: z.union([source, z.null()]),
  trust: z.enum(['cited', 'press', 'unverified', 'chosen', 'computed', 'none']),
  range: z
    .union([
      z.object({
        types: z.array(z.string()),
        minimum: z.number().optional(),
        minimum_included: z.boolean().optional(),
        maximum: z.number().optional(),
        maximum_included: z.boolean().optional(),
        values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
      }),
      z.null(),
    ])
    .describe('what the value may be'),
});

/** Every parameter of a policy as it holds on a day, with what a reform may set it to. @throws policy_day_outside_year */
export function parametersOn(timeline: PolicyTimeline, asked: Day): z.infer<typeof parameterSchema>[] {
  return showPolicy(timeline, asked).map(({ from, until, source, ...shown }) => ({
    ...shown,
    from: formatDay(from),
    until: formatDay(until),
    source: source === undefined ? null : { ...source },
    range: rangeOf(shown.path, shown.raw),
  }));
}

function rangeOf(path: string, raw: unknown): z.infer<typeof parameterSchema>['range'] {
  const range = allowedRange(path, raw);
  if (range === undefined) return null;
  const { types, values, ...bounds } = range;
  return { types: [...types], ...bounds, ...(values === undefined ? {} : { values: [...values] }) };
}
