import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Text } from '../../kernel/errors.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { loadReform } from '../../policy/load-policy.js';
import { ProblemList } from '../../policy/policy-errors.js';
import type { Reform } from '../../policy/policy-schema.js';
import { readPolicyYaml } from '../../policy/policy-yaml.js';
import { describeIssues } from '../../policy/schema-issues.js';
import type { SchemaNode } from '../../policy/schema-shape.js';
import type { PriceCut } from '../levers/cut-prices.js';
import { SCENARIO_ERRORS } from '../simulation-errors.js';
import { scenarioSchema } from './scenario-schema.js';

/** A scenario as read: names are paths, reforms are read. */
export interface ScenarioFile {
  readonly id: string;
  readonly title: Text | undefined;
  readonly path: string;
  readonly policy: string;
  readonly against: string | undefined;
  readonly reforms: readonly Reform[];
  readonly priceCuts: readonly PriceCut[];
  readonly seed: number | undefined;
  readonly attribute: boolean;
  /** Files that it names, for guarding them against being written over. */
  readonly files: readonly string[];
}

const SHAPE = z.toJSONSchema(scenarioSchema, { io: 'input' }) as SchemaNode;

/**
 * Reads a scenario.yaml. Paths in it are looked for beside it; a policy that is not there is a name under weights/.
 * @throws scenario_not_found, scenario_invalid (every fault with line, path, value and remedy), and those of reforms
 */
export function loadScenario(path: string): ScenarioFile {
  if (!existsSync(path) || !statSync(path).isFile()) throw SCENARIO_ERRORS.scenario_not_found({ name: path });
  refusePipe(path);
  const problems = new ScenarioProblems();
  const yaml = readPolicyYaml(readFileSync(path, 'utf8'), path, problems);
  problems.throwAny();
  const parsed = scenarioSchema.safeParse(yaml!.value);
  if (!parsed.success) {
    for (const { at, zh, en } of describeIssues(parsed.error.issues, yaml!.value, SHAPE)) {
      problems.add(yaml!.place(at.map((part) => (typeof part === 'symbol' ? String(part) : part))), zh, en);
    }
    problems.throwAny();
  }
  const document = parsed.data!;
  const beside = (name: string): string => (existsSync(join(dirname(path), name)) ? join(dirname(path), name) : name);
  const policies = [document.policy, document.against].flatMap((name) => (name === undefined ? [] : [beside(name)]));
  const reformPaths = document.reforms.flatMap((reform) => (typeof reform === 'string' ? [beside(reform)] : []));
  return {
    id: document.id,
    title: document.title,
    path,
    policy: policies[0]!,
    against: policies[1],
    reforms: document.reforms.map((reform) => (typeof reform === 'string' ? loadReform(beside(reform)) : reform)),
    priceCuts: document.price_cuts,
    seed: document.seed,
    attribute: document.attribute,
    files: [path, ...policies, ...reformPaths],
  };
}

/** All faults of a scenario at once. */
class ScenarioProblems extends ProblemList {
  private readonly found: { readonly place: string; readonly zh: string; readonly en: string }[] = [];

  override add(place: string, zh: string, en: string): void {
    super.add(place, zh, en);
    this.found.push({ place, zh, en });
  }

  /** @throws scenario_invalid */
  throwAny(): void {
    if (this.isEmpty) return;
    const lines = (language: 'zh' | 'en'): string =>
      this.found.map((problem) => `  ${problem.place}: ${problem[language]}`).join('\n');
    throw SCENARIO_ERRORS.scenario_invalid({
      count: this.found.length,
      problems_zh: lines('zh'),
      problems_en: lines('en'),
    });
  }
}
