import type { z } from 'zod';
import { levelClassOfText } from '../cases/level-class.js';
import type { Text } from '../kernel/errors.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { meantValue } from './meant-value.js';
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
  if (path === '' && (value === undefined || value === null)) {
    const names = namesAt(shape, [], document).join(', ');
    return [
      {
        at: issue.path,
        path,
        zh: `文件是空的（或只有注释）。应有的各项：${names}。请照 examples/ 下的例子写出。`,
        en: `the file is empty (or holds remarks alone). It has the values ${names}; write them as the examples in examples/ do.`,
      },
    ];
  }
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
  const remedy = meantValue(value, shapes) ?? CORRECT;
  return [
    {
      at: issue.path,
      path,
      zh: `${path}：值为 ${found}，应为 ${allowed.zh}。${remedy.zh}`,
      en: `${path}: found ${found}, expected ${allowed.en}. ${remedy.en}`,
    },
  ];
}

const CORRECT: Text = { zh: '请改正。', en: 'Correct it.' };

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
  const levelClass = levelClassOfText(written);
  const meant = MEANT[written] ?? (levelClass === undefined ? undefined : String(levelClass));
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
