import { basename } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import type { Day } from '../kernel/day.js';
import { parseDecimal } from '../kernel/decimal.js';
import { activeEntry, isDated } from './dated-values.js';
import type { ProblemList } from './policy-errors.js';
import type { ValuePath } from './policy-path.js';

/** A YAML file as plain values that still knows where each value stood. */
export interface PolicyYaml {
  readonly value: unknown;
  /** "file:line" of a value, or of its nearest parent where it does not stand in the file. */
  readonly place: (path: ValuePath, day?: Day) => string;
}

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads YAML 1.2 (dates stay text, `no` stays text). Every key is the text that stands in the file: a hospital 007 is
 * not the hospital 7, nor 1e3 the hospital 1000. Refused: syntax errors, doubled keys, tags, anchors and aliases,
 * keys that reach into objects (`__proto__`), and numbers that are not plain decimals of at most 15 digits, because
 * those would not be the number that was printed.
 */
export function readPolicyYaml(text: string, file: string, problems: ProblemList): PolicyYaml | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    prettyErrors: false,
    // Keys as they are written: read as numbers, two ids would meet, or one become another's.
    stringKeys: true,
    // Doubled keys are told below, in both languages.
    uniqueKeys: false,
  });
  const name = basename(file);
  const placeAt = (offset: number | undefined) => `${name}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
  for (const fault of [...document.errors, ...document.warnings]) {
    const reason = fault.message;
    problems.add(placeAt(fault.pos[0]), `YAML 语法错误（${reason}）。`, `YAML syntax (${reason}).`);
  }
  visit(document, {
    Alias: (_, node) => {
      problems.add(
        placeAt(node.range?.[0]),
        '不支持 YAML 引用（*名称），请写出数值。',
        'YAML aliases (*name) are not supported; write the value out.',
      );
    },
    Map: (_, node) => {
      const names = new Set<string>();
      for (const { key } of node.items) {
        if (!isScalar(key)) continue;
        const shown = String(key.value);
        if (names.has(shown)) {
          problems.add(
            placeAt(key.range?.[0]),
            `键“${shown}”写了两次（带引号与不带引号是同一个键），请删去一个。`,
            `the key "${shown}" is written twice (with and without quotes is one key); delete one.`,
          );
        }
        names.add(shown);
      }
    },
    Pair: (_, pair) => {
      const key = isScalar(pair.key) ? pair.key : undefined;
      if (key === undefined || FORBIDDEN_KEYS.has(String(key.value)) || key.value === '') {
        const shown = key === undefined ? '?' : String(key.value);
        const offset = (pair.key as { range?: readonly number[] } | null)?.range?.[0];
        problems.add(
          placeAt(offset),
          `键“${shown}”不允许使用，请改名或删除。`,
          `the key "${shown}" is not allowed; rename or delete it.`,
        );
      }
    },
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'number') return;
      const written = parseDecimal(node.source ?? '');
      const read = Number.isFinite(node.value) ? parseDecimal(node.value) : undefined;
      if (
        written === undefined ||
        read === undefined ||
        written.digits !== read.digits ||
        written.scale !== read.scale
      ) {
        const shown = node.source ?? String(node.value);
        problems.add(
          placeAt(node.range?.[0]),
          `“${shown}”不是不超过 15 位的十进制数，请写成例如 12500.00。`,
          `"${shown}" is no plain decimal of at most 15 digits; write e.g. 12500.00.`,
        );
      }
    },
  });
  if (!problems.isEmpty) return undefined;
  const place = (path: ValuePath, day?: Day): string => {
    let node: unknown = document.contents;
    let offset = offsetOf(node);
    for (const part of path) {
      node = atDay(node, day);
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
        if (pair === undefined) break;
        offset = offsetOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(part)];
        if (node === undefined) break;
        offset = offsetOf(node) ?? offset;
      } else break;
    }
    return placeAt(isMap(node) && node.has('by_date') ? offsetOf(atDay(node, day)) : offset);
  };
  return { value: document.toJS(), place };
}

const offsetOf = (node: unknown): number | undefined =>
  (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];

/** Steps into the entry of a value by date that holds on the day. */
function atDay(node: unknown, day: Day | undefined): unknown {
  if (!isMap(node) || !node.has('by_date')) return node;
  const plain: unknown = (node as YAMLMap).toJSON();
  const index = isDated(plain) && day !== undefined ? Math.max(0, activeEntry(plain, day)) : 0;
  return node.getIn(['by_date', index, 'value'], true) ?? node;
}
