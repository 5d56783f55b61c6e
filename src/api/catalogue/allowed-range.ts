import { policyJsonSchema } from '../../policy/policy-json-schema.js';

/** What a value of a policy may be. Exactly the rules by which a policy or a reform is read. */
export interface AllowedRange {
  /** `number`, `integer`, `text`, `yes_no`, `list`, `table` or `word`; a value may have several forms. */
  readonly types: readonly string[];
  readonly minimum?: number;
  readonly minimum_included?: boolean;
  readonly maximum?: number;
  readonly maximum_included?: boolean;
  /** Words or numbers of which one is allowed. */
  readonly values?: readonly (string | number | boolean)[];
}

interface Node {
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | false;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'number',
  integer: 'integer',
  boolean: 'yes_no',
  string: 'text',
  array: 'list',
};

let root: Node | undefined;

/**
 * The range of a parameter by its path, as the schema of policies states it; undefined for a path that the schema does
 * not have (a change of weights).
 * @param raw  the value as it stands: of several forms that a value may have, its own counts
 */
export function allowedRange(path: string, raw: unknown): AllowedRange | undefined {
  root ??= policyJsonSchema() as Node;
  let nodes = forms(root);
  for (const part of path.split('.')) nodes = nodes.flatMap((node) => below(node, part)).flatMap(forms);
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return { types: ['table'] };
  const own = nodes.filter(({ type }) => type !== 'object');
  const alike = own.filter((node) => isOfForm(node, raw));
  return own.length === 0 ? undefined : joined(alike.length > 0 ? alike : own);
}

/** A node, or each form that it may have; values by date are not among them: a range is of one value. */
function forms(node: Node): readonly Node[] {
  if (node.$ref !== undefined) return forms(root!.$defs![node.$ref.split('/').at(-1)!]!);
  const branches = node.anyOf ?? node.oneOf;
  if (branches !== undefined) return branches.flatMap(forms);
  return node.properties?.by_date === undefined ? [node] : [];
}

function below({ properties, additionalProperties, items }: Node, part: string): readonly Node[] {
  const named = properties === undefined || !Object.hasOwn(properties, part) ? undefined : properties[part];
  const found = named ?? (additionalProperties || undefined) ?? items;
  return found === undefined ? [] : [found];
}

function isOfForm(node: Node, raw: unknown): boolean {
  const type = node.type ?? (node.const === undefined ? undefined : typeof node.const);
  if (Array.isArray(raw)) return type === 'array';
  return type === 'integer' ? typeof raw === 'number' : type === typeof raw;
}

function joined(nodes: readonly Node[]): AllowedRange {
  const values = nodes.flatMap((node) => node.enum ?? (node.const === undefined ? [] : [node.const]));
  const isClosed = nodes.every((node) => node.enum !== undefined || node.const !== undefined);
  const types = nodes.map((node) =>
    (node.enum ?? node.const) === undefined ? (TYPES[node.type ?? ''] ?? 'word') : 'word',
  );
  const [first] = nodes;
  return {
    types: [...new Set(types)],
    ...(isClosed ? { values: [...new Set(values)] } : bounds(first!)),
  };
}

function bounds(node: Node): Partial<AllowedRange> {
  const least = node.exclusiveMinimum ?? node.minimum;
  const most = node.exclusiveMaximum ?? node.maximum;
  return {
    ...(least === undefined ? {} : { minimum: least, minimum_included: node.exclusiveMinimum === undefined }),
    // A whole number "up to the largest that a program knows" has no limit of the policy's.
    ...(most === undefined || most >= Number.MAX_SAFE_INTEGER
      ? {}
      : { maximum: most, maximum_included: node.exclusiveMaximum === undefined }),
  };
}
