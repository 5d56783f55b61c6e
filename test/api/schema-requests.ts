import fc from 'fast-check';

/** A schema of the OpenAPI document, as far as requests are made from it. */
export interface RequestSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly RequestSchema[];
  readonly oneOf?: readonly RequestSchema[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, RequestSchema>>;
  readonly required?: readonly string[];
  readonly items?: RequestSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Values that exist on the server, by the name of the field: a schema cannot know which schemes and files there are. */
export type Pool = Readonly<Record<string, readonly unknown[]>>;

const MOST_ITEMS = 3;

/**
 * Values that a schema allows. A field of the pool takes its values from there; optional fields come and go. Wide
 * objects (a case has seventy columns) get their required fields and a few others.
 */
export function allowedValue(
  schema: RequestSchema,
  definitions: Readonly<Record<string, RequestSchema>>,
  pool: Pool,
  name = '',
): fc.Arbitrary<unknown> {
  const own = Object.hasOwn(pool, name) ? pool[name] : undefined;
  if (own !== undefined) return fc.constantFrom(...own);
  const inner = (part: RequestSchema, called = name) => allowedValue(part, definitions, pool, called);
  if (schema.$ref !== undefined) return inner(definitions[schema.$ref.split('/').at(-1)!]!);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => inner(branch)));
  const least = schema.minimum ?? 0;
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(schema, (part, called) => inner(part, called));
    case 'array':
      return fc.array(inner(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: MOST_ITEMS });
    case 'integer':
      return fc.integer({ min: least, max: Math.min(schema.maximum ?? least + 100, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: least, max: schema.maximum ?? least + 100, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 20, 20) });
  }
}

function objectOf(
  { properties = {}, required = [] }: RequestSchema,
  inner: (part: RequestSchema, name: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const needed = Object.keys(properties).filter((name) => required.includes(name));
  const others = Object.keys(properties).filter((name) => !required.includes(name));
  return fc
    .subarray(others, { maxLength: Math.min(4, others.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries([...needed, ...chosen].map((name) => [name, inner(properties[name]!, name)]))),
    );
}
