import { parseDocument, visit } from 'yaml';

/** What YAML itself takes for "no value" where it stands without quotes. */
const NOTHING = new Set(['', '~', 'null', 'Null', 'NULL']);

/**
 * A profile's YAML with every key and every value as the text that was written: 01, 0012 and 1.0 are codes of hospitals
 * and of insurance kinds, not the numbers 1, 12 and 1. A value left empty or written as null is null.
 * @throws YAMLParseError for syntax errors and for doubled keys ({1: a, "1": b} too)
 */
export function readProfileYaml(text: string): unknown {
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { schema: 'failsafe' });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) throw fault;
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && node.type === 'PLAIN' && NOTHING.has(String(node.value))) node.value = null;
    },
  });
  return document.toJS();
}
