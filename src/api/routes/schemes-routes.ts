import { z } from 'zod';
import { listSchemes } from '../../schemes/list-schemes.js';
import type { App } from '../app-type.js';
import { type SchemeFacts, schemeFacts, schemeSwitches } from '../catalogue/scheme-facts.js';
import { routeText } from '../route-texts.js';
import type { SchemeShelf } from '../shipped-names.js';

const facts = z.object({
  id: z.string(),
  method: z.enum(['drg', 'dip']),
  title: z.object({ zh: z.string(), en: z.string() }),
  hash: z.string(),
  groups: z.int(),
  diagnoses: z.int().describe('valid codes'),
  procedures: z.int().describe('valid codes'),
  provenance: z.looseObject({ document: z.string(), trust: z.string() }).describe('where its rules come from'),
});
const whole = facts.extend({
  options: z
    .array(z.object({ name: z.string(), values: z.array(z.string()), default: z.union([z.string(), z.null()]) }))
    .describe('switches: what a request may set in options, and what holds otherwise'),
  list: z
    .array(z.object({ code: z.string(), name: z.string(), mdc: z.string(), adrg: z.string() }))
    .optional()
    .describe('the groups, on request'),
});

/** The grouping schemes that come with the program. */
export function schemesRoutes(app: App, schemes: SchemeShelf): void {
  const known = new Map<string, SchemeFacts>();
  const factsOf = (id: string): SchemeFacts => {
    const facts = known.get(id) ?? schemeFacts(schemes.open(id));
    known.set(id, facts);
    return facts;
  };
  const list = { ...routeText('GET /v1/schemes'), response: { 200: z.object({ schemes: z.array(facts) }) } };
  app.get('/v1/schemes', { schema: list }, () => ({ schemes: listSchemes().map((id) => ({ ...factsOf(id) })) }));

  const one = {
    ...routeText('GET /v1/schemes/{id}'),
    params: z.object({ id: z.string().min(1).max(100) }),
    querystring: z.strictObject({
      groups: z.enum(['0', '1']).default('0').describe('1: with every group'),
      key: z.string().max(200).exactOptional().describe('a key that only reads, where the server asks for keys'),
    }),
    response: { 200: whole },
  };
  app.get('/v1/schemes/:id', { schema: one }, ({ params, query }) => {
    const scheme = schemes.open(params.id);
    const { codes, names, mdcs, adrgs } = scheme.catalogue;
    const groups = codes.map((code, k) => ({ code, name: names[k]!, mdc: mdcs[k]!, adrg: adrgs[k]! })).slice(1);
    return {
      ...factsOf(params.id),
      options: [...schemeSwitches(scheme)],
      ...(query.groups === '1' ? { list: groups } : {}),
    };
  });
}
