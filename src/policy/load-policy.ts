import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compareCodePoints } from '../kernel/compare-code-points.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { packageRoot } from '../kernel/package-root.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import { POLICY_ERRORS, ProblemList } from './policy-errors.js';
import type { PolicyFile } from './policy-file.js';
import { type Reform, reformSchema } from './policy-schema.js';
import { readPolicyYaml } from './policy-yaml.js';
import { rememberReformPlaces } from './reform-places.js';
import { resolveTimeline } from './resolve-timeline.js';
import { describeIssues } from './schema-issues.js';
import { REFORM_SHAPE } from './schema-shape.js';

const presetFolder = () => join(packageRoot(), 'weights');

/** Ids of the policies that come with the package: the folders of weights/ that hold a policy.yaml. */
export function listPolicies(): string[] {
  const folder = presetFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'policy.yaml')))
    .sort(compareCodePoints);
}

/**
 * Loads a policy from a policy.yaml, from a folder that holds one, or by id from weights/. The whole document is
 * checked on every day on which something changes, so a policy that loads holds all through its year.
 * @throws policy_not_found, policy_encoding, policy_invalid (every fault with file, line, path, value and remedy)
 */
export function loadPolicy(pathOrId: string): PolicyFile {
  const path = findPolicy(pathOrId);
  return parsePolicy(readText(path), path);
}

/**
 * The same from text, for callers that hold a document in memory.
 * @param path  names the file in messages; its folder is where the policy's tables are looked for
 */
export function parsePolicy(text: string, path: string): PolicyFile {
  const problems = new ProblemList();
  const yaml = readPolicyYaml(text, path, problems);
  problems.throwAs('policy_invalid');
  const file = { path, folder: dirname(resolve(path)), document: yaml!.value, place: yaml!.place };
  resolveTimeline(file, []);
  return file;
}

/** @throws reform_not_found, policy_encoding, reform_invalid */
export function loadReform(path: string): Reform {
  if (!existsSync(path)) throw POLICY_ERRORS.reform_not_found({ name: path });
  return parseReform(readText(path), path);
}

/** A reform from text; its patches are held against a policy only by resolveTimeline. */
export function parseReform(text: string, path: string): Reform {
  const problems = new ProblemList();
  const yaml = readPolicyYaml(text, path, problems);
  problems.throwAs('reform_invalid');
  const parsed = reformSchema.safeParse(yaml!.value);
  if (!parsed.success) {
    for (const issue of describeIssues(parsed.error.issues, yaml!.value, REFORM_SHAPE)) {
      const at = issue.at.map((part) => (typeof part === 'symbol' ? String(part) : part));
      problems.add(yaml!.place(at), issue.zh, issue.en);
    }
    problems.throwAs('reform_invalid');
  }
  const reform = parsed.data!;
  rememberReformPlaces(reform, yaml!.place);
  return reform;
}

function findPolicy(pathOrId: string): string {
  const candidates = [pathOrId, join(pathOrId, 'policy.yaml'), join(presetFolder(), pathOrId, 'policy.yaml')];
  const found = candidates.find((path) => existsSync(path) && statSync(path).isFile());
  if (found !== undefined) return found;
  const known = nearestNames(pathOrId, listPolicies(), 8).join(', ');
  throw POLICY_ERRORS.policy_not_found({ name: pathOrId, known: known === '' ? '—' : known });
}

function readText(path: string): string {
  refusePipe(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    if (cause instanceof TypeError) throw POLICY_ERRORS.policy_encoding({}, { path, cause });
    throw cause;
  }
}
