import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { isFile } from '../../kernel/is-file.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';

export type YamlPath = readonly (string | number)[];

/** A checked YAML file that still knows where each value stood. */
export interface YamlFile<Content> {
  readonly content: Content;
  /** "folder/file:line" of a value; of its nearest parent that exists, where the value does not. */
  readonly place: (path: YamlPath) => string;
}

/**
 * Reads one YAML file of a scheme. Every scalar is read as text (a code such as 47.0 must not become a number); the
 * zod schema turns into numbers what is one.
 * @throws scheme_file_missing, scheme_yaml_syntax (doubled keys too), scheme_shape, each with file and line
 */
export function readYamlFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): YamlFile<z.infer<Schema>> {
  const path = join(folder, file);
  if (!isFile(path)) throw SCHEME_ERRORS.scheme_file_missing({ file }, { path: basename(folder) });
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { schema: 'failsafe', lineCounter: lines });
  const name = `${basename(folder)}/${file}`;
  const syntax = document.errors[0] ?? document.warnings[0];
  if (syntax !== undefined) {
    const reason = syntax.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
    const line = lines.linePos(syntax.pos[0]).line;
    throw SCHEME_ERRORS.scheme_yaml_syntax({ reason }, { path: `${name}:${line}` });
  }
  const place = (at: YamlPath): string => {
    for (let length = at.length; length > 0; length--) {
      const start = startOf(document, at.slice(0, length));
      if (start !== undefined) return `${name}:${lines.linePos(start).line}`;
    }
    return `${name}:1`;
  };
  const checked = schema.safeParse(document.toJS());
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const at = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const key = at.length === 0 ? file : at.join('.');
    throw SCHEME_ERRORS.scheme_shape({ key, problem: issue.message }, { path: place(at) });
  }
  return { content: checked.data, place };
}

/** Where an entry begins: its key in a map (the value may stand lines below), the item itself in a list. */
function startOf(document: Document, at: YamlPath): number | undefined {
  const parent = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
  if (isMap(parent)) {
    const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === String(at.at(-1)))?.key;
    return isNode(key) ? key.range?.[0] : undefined;
  }
  const node = document.getIn(at, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
