import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Text } from '../../kernel/errors.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { loadReform } from '../../policy/load-policy.js';
import type { Reform } from '../../policy/policy-schema.js';
import type { Behaviour } from '../behaviour/behaviour-schema.js';
import { checkedBehaviours } from '../behaviour/load-behaviours.js';
import type { PriceCut } from '../levers/cut-prices.js';
import { SCENARIO_ERRORS } from '../simulation-errors.js';
import { loadOutlook, parseYears, type YearRange } from '../years/load-outlook.js';
import type { Outlook } from '../years/outlook-schema.js';
import { readDocument } from './read-document.js';
import { scenarioSchema } from './scenario-schema.js';

/** A scenario as read: names are paths, reforms are read. */
export interface ScenarioFile {
  readonly id: string;
  readonly title: Text | undefined;
  readonly path: string;
  readonly policy: string;
  /** In place of the policy's own year. */
  readonly year: number | undefined;
  readonly against: string | undefined;
  readonly reforms: readonly Reform[];
  readonly priceCuts: readonly PriceCut[];
  readonly behaviours: readonly Behaviour[];
  readonly years: { readonly outlook: Outlook; readonly range: YearRange } | undefined;
  readonly seed: number | undefined;
  readonly attribute: boolean;
  /** Files that it names, for guarding them against being written over. */
  readonly files: readonly string[];
}

/**
 * Reads a scenario.yaml. Paths in it are looked for beside it; a policy that is not there is a name under weights/.
 * @throws scenario_not_found, scenario_invalid (every fault with line, path, value and remedy), and those of reforms
 */
export function loadScenario(path: string): ScenarioFile {
  if (!existsSync(path) || !statSync(path).isFile()) throw SCENARIO_ERRORS.scenario_not_found({ name: path });
  refusePipe(path);
  const document = readDocument(readFileSync(path, 'utf8'), path, scenarioSchema, SCENARIO_ERRORS.scenario_invalid);
  const beside = (name: string): string => (existsSync(join(dirname(path), name)) ? join(dirname(path), name) : name);
  const policies = [document.policy, document.against].flatMap((name) => (name === undefined ? [] : [beside(name)]));
  const reformPaths = document.reforms.flatMap((reform) => (typeof reform === 'string' ? [beside(reform)] : []));
  const behaviours = checkedBehaviours(document.behaviour, path);
  const distances = behaviours.flatMap((one) =>
    'distances' in one && one.distances !== undefined ? [one.distances] : [],
  );
  const outlookPath = document.years === undefined ? undefined : beside(document.years.outlook);
  const outlook = outlookPath === undefined ? undefined : loadOutlook(outlookPath);
  const ofOutlook = [outlookPath, outlook?.population].filter((name) => name !== undefined);
  return {
    id: document.id,
    title: document.title,
    path,
    policy: policies[0]!,
    year: document.year,
    against: policies[1],
    reforms: document.reforms.map((reform) => (typeof reform === 'string' ? loadReform(beside(reform)) : reform)),
    priceCuts: document.price_cuts,
    behaviours,
    years:
      outlook === undefined
        ? undefined
        : { outlook, range: parseYears(`${document.years!.from}..${document.years!.until}`) },
    seed: document.seed,
    attribute: document.attribute,
    files: [path, ...policies, ...reformPaths, ...distances, ...ofOutlook],
  };
}
