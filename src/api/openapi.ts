import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { engineVersion } from '../run/engine-version.js';
import { problemSchema } from './problem.js';

/** Options of @fastify/swagger: the document is made from the routes' own schemas. */
export const OPENAPI_OPTIONS: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'drgdip',
      version: engineVersion(),
      description:
        'Grouping, pricing, clearing and reform simulation for DRG/DIP payment. Estimates, not settlements. ' +
        'DRG/DIP 分组、定价、清算与改革模拟；测算结果，不作为清算依据。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
  },
  transform: jsonSchemaTransform,
  transformObject: (document) =>
    withoutUnused(withUploadBody(jsonSchemaTransformObject(document) as unknown as OpenapiDocument)),
};

/** The body of an upload is read in pieces and has no schema of the server's; readers of the document need one. */
const FORMS = ['/v1/uploads', '/v1/template.xlsx'];

function withUploadBody(document: OpenapiDocument): OpenapiDocument {
  const file = { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } };
  const schema = { type: 'object', properties: { file }, required: ['file'] };
  const requestBody = { required: true, content: { 'multipart/form-data': { schema } } };
  const withBody = FORMS.flatMap((name) => {
    const path = document.paths[name];
    return path?.post === undefined ? [] : [[name, { ...path, post: { ...path.post, requestBody } }] as const];
  });
  const paths = { ...document.paths, ...Object.fromEntries(withBody) };
  return { ...document, paths };
}

interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Each named schema comes in a form for requests and one for answers; those that nothing refers to are left out. */
function withoutUnused(document: OpenapiDocument): never {
  const all = document.components.schemas;
  const used = new Set<string>();
  const visit = (part: object): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name) || all[name] === undefined) continue;
      used.add(name);
      visit(all[name]);
    }
  };
  visit(document.paths);
  const schemas = Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas } } as never;
}

const PROBLEM = {
  description: 'What is wrong, where, and what to do',
  content: { 'application/problem+json': { schema: problemSchema } },
};

/** Gives every documented route its problems, and each answer a description and a media type. */
export function describeAnswers(route: RouteOptions): void {
  const { schema } = route;
  if (schema === undefined || schema.hide === true) return;
  const answers: Record<string, unknown> = {};
  for (const [status, answer] of Object.entries((schema.response ?? {}) as Record<string, unknown>)) {
    const isPlain = answer instanceof z.ZodType && status !== '304';
    answers[status] = isPlain
      ? { description: answer.description ?? 'The answer', content: { 'application/json': { schema: answer } } }
      : answer;
  }
  schema.response = { ...answers, '4xx': PROBLEM, '5xx': PROBLEM };
}
