import { z } from 'zod';
import { type Day, formatDay, parseDay } from '../../kernel/day.js';
import { listPolicies } from '../../policy/load-policy.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { showPolicy } from '../../policy/show-policy.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { parameterSchema, parametersOn } from '../catalogue/parameters-on.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { routeText } from '../route-texts.js';
import { policiesOf } from '../shipped-names.js';

const text = z.object({ zh: z.string(), en: z.string() });
const day = z.string().describe('2026-03-01');
const at = z.string().max(20).exactOptional().describe('the day whose values are meant, 2026-03-01; absent: the last');
const key = z.string().max(200).exactOptional().describe('a key that only reads, where the server asks for keys');
const name = z.string().min(1).max(500).describe('that comes with the program, or a YAML file in the data folder');

const facts = z.object({
  id: z.string(),
  title: text,
  region: z.string(),
  year: z.int(),
  method: z.string(),
  scheme: z.string().describe('of the last day'),
  hash: z.string(),
  needs_weights: z.boolean().describe('false where it pays one plain standard'),
});
const stretch = z.object({ from: day, until: day.describe('not included') });
const whole = facts.extend({
  day,
  stretches: z.array(stretch).describe('of the year in which no value changes'),
  values: z.looseObject({}).describe('the document as it holds on the day, defaults filled in'),
});
/** The policies that come with the program, and every parameter of one, for whoever edits a reform. */
export function policiesRoutes(app: App, policies: PolicyShelf): void {
  const factsOf = (id: string) => {
    const timeline = policies.open(id);
    const { title, region, year, method, scheme } = timeline.segments.at(-1)!.policy;
    const needsWeights = policiesOf(timeline).some(({ rate }) => rate.kind !== 'standard');
    return { id, title, region, year, method, scheme, hash: timeline.hash, needs_weights: needsWeights };
  };
  const list = { ...routeText('GET /v1/policies'), response: { 200: z.object({ policies: z.array(facts) }) } };
  app.get('/v1/policies', { schema: list }, () => ({ policies: listPolicies().map(factsOf) }));

  const one = {
    ...routeText('GET /v1/policies/{id}'),
    params: z.object({ id: name }),
    querystring: z.strictObject({ at, key }),
    response: { 200: whole },
  };
  app.get('/v1/policies/:id', { schema: one }, ({ params, query }) => {
    const timeline = policies.open(params.id);
    const asked = dayOf(timeline, query.at);
    const held = timeline.segments.find(({ from, until }) => from <= asked && asked < until);
    // The day's own check tells which days there are.
    if (held === undefined) showPolicy(timeline, asked);
    return {
      ...factsOf(params.id),
      day: formatDay(asked),
      stretches: timeline.segments.map(({ from, until }) => ({ from: formatDay(from), until: formatDay(until) })),
      values: { ...held!.policy },
    };
  });

  const parameters = {
    ...routeText('GET /v1/parameters'),
    querystring: z.strictObject({ policy: name, at, key }),
    response: { 200: z.object({ policy: z.string(), hash: z.string(), day, parameters: z.array(parameterSchema) }) },
  };
  app.get('/v1/parameters', { schema: parameters }, ({ query }) => {
    const timeline = policies.open(query.policy);
    const asked = dayOf(timeline, query.at);
    return {
      policy: query.policy,
      hash: timeline.hash,
      day: formatDay(asked),
      parameters: parametersOn(timeline, asked),
    };
  });
}

/** @throws day_invalid */
function dayOf(timeline: PolicyTimeline, at: string | undefined): Day {
  const day = at === undefined ? timeline.segments.at(-1)!.until - 1 : parseDay(at);
  if (day === undefined) throw API_ERRORS.day_invalid({ found: at ?? '' }, { path: '/query/at' });
  return day;
}
