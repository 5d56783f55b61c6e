import { z } from 'zod';
import type { Details, EngineError } from '../../kernel/errors.js';
import { ProblemList } from '../../policy/policy-errors.js';
import { readPolicyYaml } from '../../policy/policy-yaml.js';
import { describeIssues } from '../../policy/schema-issues.js';
import type { SchemaNode } from '../../policy/schema-shape.js';

/**
 * Reads a YAML document by its schema; all faults together, each with its line, path, value and remedy.
 * @param raise  the error of this kind of document: takes count, problems_zh and problems_en
 */
export function readDocument<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
  raise: (details: Details) => EngineError,
): z.infer<Schema> {
  const problems = new DocumentProblems(raise);
  const yaml = readPolicyYaml(text, path, problems);
  problems.throwAny();
  const parsed = schema.safeParse(yaml!.value);
  if (!parsed.success) {
    const shape = z.toJSONSchema(schema, { io: 'input' }) as SchemaNode;
    for (const { at, zh, en } of describeIssues(parsed.error.issues, yaml!.value, shape)) {
      problems.add(yaml!.place(at.map((part) => (typeof part === 'symbol' ? String(part) : part))), zh, en);
    }
    problems.throwAny();
  }
  return parsed.data as z.infer<Schema>;
}

/** Gathers faults, to be raised all at once. */
class DocumentProblems extends ProblemList {
  private readonly found: { readonly place: string; readonly zh: string; readonly en: string }[] = [];

  constructor(private readonly raise: (details: Details) => EngineError) {
    super();
  }

  override add(place: string, zh: string, en: string): void {
    super.add(place, zh, en);
    this.found.push({ place, zh, en });
  }

  throwAny(): void {
    if (this.isEmpty) return;
    const lines = (language: 'zh' | 'en'): string =>
      this.found.map((problem) => `  ${problem.place}: ${problem[language]}`).join('\n');
    throw this.raise({ count: this.found.length, problems_zh: lines('zh'), problems_en: lines('en') });
  }
}
