import type { z } from 'zod';
import type { Text } from '../kernel/errors.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { joinPath, namedPath, valueAt } from './policy-path.js';
import { describeAllowed, namesAt, type SchemaNode, shapesAt } from './schema-shape.js';

export interface IssueText extends Text {
  readonly at: readonly PropertyKey[];
  readonly path: string;
}

/** What zod found, in the user's words: path, value found, what is allowed, what to do. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], document: unknown, shape: SchemaNode): IssueText[] {
  return issues.flatMap((issue) => describe(issue, document, shape));
}

function describe(issue: z.core.$ZodIssue, document: unknown, shape: SchemaNode): IssueText[] {
  const path = namedPath(document, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = namesAt(shape, issue.path, document);
    return issue.keys.map((key) => unknownKey([...issue.path, key], joinPath(path, key), known));
  }
  if (issue.code === 'invalid_union') {
    const inner = deepestBranch(issue);
    if (inner !== undefined) {
      return inner.flatMap((part) => describe({ ...part, path: [...issue.path, ...part.path] }, document, shape));
    }
  }
  if (issue.code === 'custom') {
    // Every rule of ours that a schema cannot say is "exactly one of a, b, …".
    const names = issue.message.replace(/^exactly one of /, '').replaceAll(', ', '、');
    return [{ at: issue.path, path, zh: `${path}：应恰好写 ${names} 之一。`, en: `${path}: write ${issue.message}.` }];
  }
  const value = valueAt(document, issue.path);
  const shapes = shapesAt(shape, issue.path, document);
  const allowed = describeAllowed(shapes);
  if (value === undefined) {
    return [
      {
        at: issue.path,
        path,
        zh: `${path}：缺少此项，应为 ${allowed.zh}。请补上。`,
        en: `${path}: missing, expected ${allowed.en}. Add it.`,
      },
    ];
  }
  const found = shorten(value);
  const remedy = remedyOf(value, shapes);
  return [
    {
      at: issue.path,
      path,
      zh: `${path}：值为 ${found}，应为 ${allowed.zh}。${remedy.zh}`,
      en: `${path}: found ${found}, expected ${allowed.en}. ${remedy.en}`,
    },
  ];
}

/** What to do about a value: where only its quotes are wrong, the same value as it is to be written. */
function remedyOf(value: unknown, shapes: readonly SchemaNode[]): Text {
  const listed = shapes.flatMap((node) => [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])]);
  const meant = listed.find((one) => one !== value && String(one) === String(value));
  if (meant === undefined) return { zh: '请改正。', en: 'Correct it.' };
  const written = typeof meant === 'string' ? `"${meant}"` : String(meant);
  return typeof meant === 'string'
    ? { zh: `请加引号，写成 ${written}。`, en: `Put it in quotes: ${written}.` }
    : { zh: `请去掉引号，写成 ${written}。`, en: `Write it without quotes: ${written}.` };
}

/** Names that mean one of ours though no letter of theirs is near it. */
const MEANT: Readonly<Record<string, string>> = {
  set: 'value',
  to: 'value',
  new: 'value',
  multiply: 'scale',
  times: 'scale',
  factor: 'scale',
  plus: 'add',
  increase: 'add',
};

export function unknownKey(at: readonly PropertyKey[], path: string, known: readonly string[]): IssueText {
  const written = String(at.at(-1));
  const meant = MEANT[written];
  const nearest = meant !== undefined && known.includes(meant) ? meant : nearestNames(written, known).join(', ');
  const hint =
    known.length === 0
      ? { zh: '请删除。', en: 'Delete it.' }
      : { zh: `最接近的名称：${nearest}。`, en: `Nearest names: ${nearest}.` };
  return { at, path, zh: `${path}：没有此项。${hint.zh}`, en: `${path}: there is no such value. ${hint.en}` };
}

/** Of the forms that a value may have, the one that it was meant to be: its faults lie deepest. */
function deepestBranch(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const branches = issue.errors.filter((branch) =>
    branch.every((part) => part.path.length > 0 || part.code === 'unrecognized_keys'),
  );
  return branches.length === 1 ? branches[0] : undefined;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
