import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LIST_CHECKS } from '../../indicators/list-quality/list-checks.js';
import { type MonitorRules, monitorRulesSchema } from '../../indicators/monitor/rules/monitor-rules-schema.js';
import { sha256 } from '../../kernel/hash.js';
import { packageRoot } from '../../kernel/package-root.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { MONITOR_ERRORS } from './monitor-errors.js';

export const BASE_RULES = 'base';

export interface LoadedRules {
  readonly rules: MonitorRules;
  readonly path: string;
  readonly hash: string;
}

/**
 * Reads rules of monitoring: a YAML file, or a name under monitoring/.
 * @throws monitor_rules_not_found, monitor_rules_invalid (every fault with line, path, value and remedy),
 *   monitor_check_unknown, monitor_conduct_unknown
 */
export function loadMonitorRules(nameOrPath: string = BASE_RULES): LoadedRules {
  const path = rulesPath(nameOrPath);
  refusePipe(path);
  const bytes = readFileSync(path);
  const rules = readDocument(bytes.toString('utf8'), path, monitorRulesSchema, MONITOR_ERRORS.monitor_rules_invalid);
  const known = LIST_CHECKS.map(({ id }) => id);
  for (const check of Object.keys(rules.list_quality.checks)) {
    if (!known.includes(check))
      throw MONITOR_ERRORS.monitor_check_unknown({ check, known: known.join(', ') }, { path });
  }
  const kinds = [...rules.conduct.map(({ name }) => name), ...rules.other_conduct];
  for (const [rule, settings] of Object.entries(rules.supervision)) {
    const conduct = settings?.conduct;
    if (conduct === undefined || kinds.includes(conduct)) continue;
    throw MONITOR_ERRORS.monitor_conduct_unknown({ rule, conduct, known: kinds.join(', ') }, { path });
  }
  return { rules, path, hash: sha256(bytes) };
}

function rulesPath(nameOrPath: string): string {
  if (existsSync(nameOrPath) && statSync(nameOrPath).isFile()) return nameOrPath;
  const folder = join(packageRoot(), 'monitoring');
  const shipped = join(folder, nameOrPath, 'rules.yaml');
  if (/^[\w-]+$/.test(nameOrPath) && existsSync(shipped)) return shipped;
  const known = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'rules.yaml')));
  throw MONITOR_ERRORS.monitor_rules_not_found({ name: nameOrPath, known: known.join(', ') });
}
