import { z } from 'zod';
import type { Text } from '../kernel/errors.js';
import { policySchema, reformSchema } from './policy-schema.js';

/** The few keywords of JSON Schema that zod writes for our schemas. */
export interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | false;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly default?: unknown;
}

export const POLICY_SHAPE = z.toJSONSchema(policySchema, { io: 'input' }) as SchemaNode;
export const REFORM_SHAPE = z.toJSONSchema(reformSchema, { io: 'input' }) as SchemaNode;

function branches(node: SchemaNode): readonly SchemaNode[] {
  return node.anyOf?.flatMap(branches) ?? node.oneOf?.flatMap(branches) ?? [node];
}

/** Branches that the value's own constants (`kind`, `method`) do not exclude; all where they exclude every one. */
function fitting(nodes: readonly SchemaNode[], value: unknown): readonly SchemaNode[] {
  if (typeof value !== 'object' || value === null) return nodes;
  const kept = nodes.filter((node) =>
    Object.entries(node.properties ?? {}).every(
      ([key, child]) => child.const === undefined || child.const === (value as Record<string, unknown>)[key],
    ),
  );
  return kept.length > 0 ? kept : nodes;
}

/** What the schema says at a path; several nodes where a value may have several forms; empty where nothing is known. */
export function shapesAt(root: SchemaNode, path: readonly PropertyKey[], document: unknown): readonly SchemaNode[] {
  let nodes = branches(root);
  let value = document;
  for (const part of path) {
    nodes = fitting(nodes, value).flatMap((node) => {
      const child =
        node.type === 'array'
          ? node.items
          : (node.properties?.[String(part)] ??
            (isKnownName(node, String(part)) ? node.additionalProperties : undefined));
      return child ? branches(child) : [];
    });
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }
  return nodes;
}

const isKnownName = (node: SchemaNode, name: string) =>
  node.propertyNames?.enum === undefined || node.propertyNames.enum.includes(name);

/** The keys that may stand under a path. */
export function namesAt(root: SchemaNode, path: readonly PropertyKey[], document: unknown): readonly string[] {
  const value = path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null ? (node as Record<PropertyKey, unknown>)[key] : undefined,
    document,
  );
  const names = fitting(shapesAt(root, path, document), value).flatMap((node) => [
    ...Object.keys(node.properties ?? {}),
    ...(node.propertyNames?.enum ?? []).map(String),
  ]);
  return [...new Set(names)];
}

/** What is allowed, in words: "0 to 1", "employee | resident | other". */
export function describeAllowed(nodes: readonly SchemaNode[]): Text {
  const texts = nodes.map(describeOne);
  return {
    zh: [...new Set(texts.map(({ zh }) => zh))].join('，或 '),
    en: [...new Set(texts.map(({ en }) => en))].join(', or '),
  };
}

const SAFE = Number.MAX_SAFE_INTEGER;
const both = (text: string): Text => ({ zh: text, en: text });

/** What the patterns of our schemas ask for, in words. */
const PATTERN_WORDS: Readonly<Record<string, Text>> = {
  '^[a-z0-9][a-z0-9.-]*$': {
    zh: '由小写字母、数字、点和连字符组成的标识，如 my-city-2026',
    en: 'an id of small letters, digits, dots and hyphens such as my-city-2026',
  },
  '^[a-z][a-z0-9_]*$': {
    zh: '由小写字母开头，小写字母、数字和下划线组成的名称，如 long_stay',
    en: 'a name of small letters, digits and underscores such as long_stay',
  },
  '^[^\\s.*]+$': {
    zh: '不含空格、点和星号的名称',
    en: 'a name without blanks, dots and stars',
  },
};

function describeOne(node: SchemaNode): Text {
  if (node.const !== undefined) return both(String(node.const));
  if (node.enum !== undefined) return both(node.enum.map((value) => (value === '' ? "''" : String(value))).join(' | '));
  switch (node.type) {
    case 'number':
    case 'integer': {
      const whole = node.type === 'integer' ? { zh: '整数', en: 'a whole number' } : { zh: '数', en: 'a number' };
      const least = node.minimum !== undefined && node.minimum > -SAFE ? node.minimum : undefined;
      const most = node.maximum !== undefined && node.maximum < SAFE ? node.maximum : undefined;
      const above = node.exclusiveMinimum;
      if (least !== undefined && most !== undefined) {
        return { zh: `${least} 至 ${most} 的${whole.zh}`, en: `${whole.en} from ${least} to ${most}` };
      }
      const bounds: Text[] = [];
      if (above !== undefined) bounds.push({ zh: `大于 ${above}`, en: `above ${above}` });
      if (least !== undefined) bounds.push({ zh: `不小于 ${least}`, en: `of at least ${least}` });
      if (most !== undefined) bounds.push({ zh: `不大于 ${most}`, en: `at most ${most}` });
      if (bounds.length === 0) return whole;
      return {
        zh: `${bounds.map(({ zh }) => zh).join(' 且')} 的${whole.zh}`,
        en: `${whole.en} ${bounds.map(({ en }) => en).join(' and ')}`,
      };
    }
    case 'string':
      if (node.format === 'date') return { zh: '日期，如 2026-01-01', en: 'a date such as 2026-01-01' };
      if (node.pattern === undefined) return { zh: '文本', en: 'a text' };
      return (
        PATTERN_WORDS[node.pattern] ?? { zh: `符合 ${node.pattern} 的文本`, en: `a text that matches ${node.pattern}` }
      );
    case 'boolean':
      return both('true | false');
    case 'array':
      return { zh: '列表', en: 'a list' };
    case 'object': {
      const names = [...Object.keys(node.properties ?? {}), ...(node.propertyNames?.enum ?? []).map(String)].join(', ');
      return { zh: `一组值（${names}）`, en: `a group of values (${names})` };
    }
    default:
      return { zh: '一个值', en: 'a value' };
  }
}
