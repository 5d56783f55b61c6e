import { stayTestLabel } from './benefit-labels.js';
import { caseTestLabel } from './case-test-labels.js';
import { parameterLabel, UNIT_TEXTS } from './parameter-labels.js';
import { POLICY_SHAPE, type SchemaNode } from './schema-shape.js';

/** What never changes within a year takes no value by date. */
const UNDATED = new Set([
  'id',
  'title',
  'region',
  'year',
  'method',
  'year_by',
  'rounding',
  'weights',
  'auxiliary',
  'communities',
  'grouping',
  'origins',
  'sources',
]);

type Loose = Record<string, unknown>;

/**
 * JSON Schema of policy.yaml for editors (`# yaml-language-server: $schema=…`): names complete, wrong values are
 * underlined, each value shows its meaning and unit in both languages, and a leaf may be a value by date.
 */
export function policyJsonSchema(): object {
  const source = POLICY_SHAPE.properties!.sources!.additionalProperties!;
  const tests = POLICY_SHAPE.properties!.supplements!.items!.properties!.when!;
  const stays = POLICY_SHAPE.properties!.benefit!.properties!.ladders!.items!.properties!.who!;
  return {
    ...describeNode(POLICY_SHAPE, '', false),
    title: 'drgdip policy',
    $defs: { source, tests: describeNode(tests, TESTS, true), stays: describeNode(stays, STAYS, true) },
  };
}

/** Path of the tests of a rule, stated once for all rules that have them. */
const TESTS = 'when';
/** The same of the rules on persons and stays. */
const STAYS = 'who';

function labelAt(path: string): ReturnType<typeof caseTestLabel> {
  if (path.startsWith(`${TESTS}.`)) return caseTestLabel(path.slice(TESTS.length + 1));
  return path.startsWith(`${STAYS}.`) ? stayTestLabel(path.slice(STAYS.length + 1)) : parameterLabel(path);
}

function describeNode(node: SchemaNode, path: string, canBeDated: boolean): Loose {
  if (path.endsWith(`.${TESTS}`)) return { $ref: '#/$defs/tests' };
  if (path.endsWith(`.${STAYS}`)) return { $ref: '#/$defs/stays' };
  const out: Loose = { ...node };
  if (node.properties !== undefined) {
    out.properties = Object.fromEntries(
      Object.entries(node.properties).map(([key, child]) => {
        const isDatedHere = path === '' ? !UNDATED.has(key) : canBeDated;
        // The key by which paths address an element is fixed.
        return [
          key,
          describeNode(
            child,
            path === '' ? key : `${path}.${key}`,
            isDatedHere && key !== 'name' && key !== 'insurance',
          ),
        ];
      }),
    );
  }
  if (node.additionalProperties)
    out.additionalProperties = describeNode(node.additionalProperties, `${path}.*`, canBeDated);
  if (node.items !== undefined)
    out.items = describeNode(node.items, `${path}.*`, canBeDated && node.items.type === 'object');
  for (const key of ['anyOf', 'oneOf'] as const) {
    const branches = node[key];
    if (branches !== undefined) out[key] = branches.map((branch) => describeNode(branch, path, false));
  }
  if (node.oneOf !== undefined) out.oneOf = node.oneOf.map((branch) => describeNode(branch, path, canBeDated));
  const known = labelAt(path);
  if (known !== undefined) {
    const unit = UNIT_TEXTS[known.unit];
    const units = unit.zh === '—' ? '' : ` [${unit.zh} / ${unit.en}]`;
    out.description = `${known.label.zh} / ${known.label.en}${units}`;
  }
  const isLeaf = known !== undefined && node.properties === undefined && node.type !== 'object';
  return canBeDated && isLeaf ? datedForm(out) : out;
}

function datedForm(leaf: Loose): Loose {
  const { description, default: value, ...form } = leaf;
  const entry = {
    type: 'object',
    properties: {
      from: { type: 'string', format: 'date' },
      value: form,
      source: { $ref: '#/$defs/source' },
    },
    required: ['from', 'value'],
    additionalProperties: false,
  };
  return {
    description,
    ...(value === undefined ? {} : { default: value }),
    anyOf: [
      form,
      {
        type: 'object',
        properties: { by_date: { type: 'array', items: entry, minItems: 1 } },
        required: ['by_date'],
        additionalProperties: false,
      },
    ],
  };
}
