import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_TEXTS } from '../../src/api/route-texts.js';
import { COLUMN_SCHEMAS } from '../../src/cases/columns.js';
import { type TestServer, testServer } from './test-app.js';

type Node = Readonly<Record<string, unknown>>;
interface Operation {
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Node;
  }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Node }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Node }>> }
    >
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: Node;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
}

let server: TestServer;
let document: Document;
beforeAll(async () => {
  server = await testServer();
  document = (await server.app.inject({ url: '/openapi.json' })).json<Document>();
});
afterAll(() => server.close());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** Every schema below a node, itself included. */
function* schemasBelow(node: unknown): Generator<Node> {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) yield node as Node;
  for (const [key, part] of Object.entries(node)) {
    // A property may have any name, also that of a keyword.
    if (key === 'properties') for (const property of Object.values(part as Node)) yield* schemasBelow(property);
    else if (key !== 'enum' && key !== 'default' && key !== 'const') yield* schemasBelow(part);
  }
}

const JSON_TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

describe('/openapi.json', () => {
  test('it is OpenAPI 3.1 with every route of the index and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'drgdip', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual(Object.keys(ROUTE_TEXTS).sort());
  });

  test('it holds against the schema of OpenAPI 3.1 itself; a document with a fault does not', async () => {
    const told = await new Validator().validate(structuredClone(document) as never);
    expect(told).toEqual({ valid: true });
    const broken = { ...structuredClone(document), info: { title: 'no version' } };
    expect((await new Validator().validate(broken as never)).valid).toBe(false);
  });

  test('every route speaks both languages, answers problems, and names what it takes', () => {
    for (const [name, operation] of operations()) {
      expect(operation.summary, name).not.toMatch(/[\u4e00-\u9fff]/);
      expect(operation.description, name).toMatch(/[\u4e00-\u9fff]/);
      for (const status of ['4XX', '5XX']) {
        expect(operation.responses[status]?.content?.['application/problem+json']?.schema, `${name} ${status}`).toEqual(
          {
            $ref: '#/components/schemas/Problem',
          },
        );
      }
      const success = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      expect(success, name).toHaveLength(1);
      expect(Object.keys(operation.responses[success[0]!]!.content ?? {}).length, name).toBeGreaterThan(0);
      for (const response of Object.values(operation.responses)) expect(response.description, name).not.toBe('');
      expect(operation.requestBody?.required ?? false, name).toBe(name.startsWith('POST'));
      const named = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const parameters = operation.parameters ?? [];
      expect(
        parameters.filter((one) => one.in === 'path').map((one) => one.name),
        name,
      ).toEqual(named);
      expect(
        parameters.every((one) => one.required || one.in === 'query'),
        name,
      ).toBe(true);
    }
  });

  test('every schema is sound: known types, required properties that exist, references that lead somewhere', () => {
    let count = 0;
    let references = 0;
    for (const node of schemasBelow({ paths: document.paths, components: document.components })) {
      count += 1;
      for (const type of [node.type ?? []].flat()) {
        if (typeof type === 'string') expect(JSON_TYPES).toContain(type);
      }
      if (Array.isArray(node.required) && node.properties !== undefined) {
        for (const name of node.required) expect(Object.keys(node.properties as object)).toContain(name);
      }
      if (node.type === 'array') expect(node.items).toBeDefined();
      if (typeof node.$ref === 'string') {
        references += 1;
        expect(Object.keys(document.components.schemas)).toContain(node.$ref.replace('#/components/schemas/', ''));
      }
    }
    expect(count).toBeGreaterThan(200);
    expect(references).toBeGreaterThan(20);
  });

  test('no named schema is left unused', () => {
    const text = JSON.stringify(document);
    for (const name of Object.keys(document.components.schemas))
      expect(text).toContain(`"#/components/schemas/${name}"`);
  });

  test('a case lists every canonical column with its meaning in both languages', () => {
    const schema = document.components.schemas.CaseInput as { properties: Record<string, { description: string }> };
    expect(Object.keys(schema.properties)).toEqual(COLUMN_SCHEMAS.map((column) => column.name));
    for (const column of COLUMN_SCHEMAS) {
      expect(schema.properties[column.name]!.description).toContain(column.label.zh);
      expect(schema.properties[column.name]!.description).toContain(column.label.en);
    }
  });

  test('no schema has a hole where a value without a description of its kind could slip in', () => {
    const body = document.paths['/v1/runs']!.post!.requestBody!.content['application/json']!.schema;
    expect(JSON.stringify(body)).toContain('"additionalProperties":false');
    expect(JSON.stringify(body)).toContain('patches');
  });
});

describe('/about', () => {
  test('the index lists every route in both languages and needs nothing from outside', async () => {
    const response = await server.app.inject({ url: '/about' });
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    for (const [route, { zh, en }] of Object.entries(ROUTE_TEXTS)) {
      expect(response.body).toContain(route.split(' ')[1]);
      expect(response.body).toContain(zh);
      expect(response.body).toContain(en);
    }
    expect(response.body).not.toMatch(/<script|src=|https?:/);
  });
});
