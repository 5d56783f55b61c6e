import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readDocument } from '../scenario-file/read-document.js';
import { SCENARIO_ERRORS } from '../simulation-errors.js';
import { BEHAVIOUR_ERRORS } from './behaviour-errors.js';
import { type Behaviour, behavioursSchema } from './behaviour-schema.js';

const fileSchema = z.strictObject({ behaviour: behavioursSchema.min(1) });

/**
 * Reads a file of behaviours (`behaviour: [...]`); paths in it are looked for beside it.
 * @throws scenario_not_found, behaviour_invalid with every fault, its line and remedy
 */
export function loadBehaviours(path: string): Behaviour[] {
  if (!existsSync(path) || !statSync(path).isFile()) throw SCENARIO_ERRORS.scenario_not_found({ name: path });
  refusePipe(path);
  const { behaviour } = readDocument(readFileSync(path, 'utf8'), path, fileSchema, BEHAVIOUR_ERRORS.behaviour_invalid);
  return checkedBehaviours(behaviour, path);
}

/** "2 coding_intensity": how messages and tables call a behaviour. */
export const behaviourName = ({ kind }: Behaviour, index: number): string => `${index + 1} ${kind}`;

/**
 * Behaviours as written in a document, with the files that they name looked for beside it.
 * @throws behaviour_shares_above_one, behaviour_same_level, behaviour_needs_distances: before anything runs
 */
export function checkedBehaviours(behaviours: readonly Behaviour[], path: string): Behaviour[] {
  behaviours.forEach((one, i) => {
    const behaviour = behaviourName(one, i);
    if (one.kind === 'hospitals_leaving' && one.private + one.vanish > 1)
      throw BEHAVIOUR_ERRORS.behaviour_shares_above_one({ behaviour, private: one.private, vanish: one.vanish });
    if (one.kind === 'referral_transfer' && one.from_level === one.to_level)
      throw BEHAVIOUR_ERRORS.behaviour_same_level({ behaviour, level: one.from_level });
    if ('destination' in one && one.destination === 'level_distance' && one.distances === undefined)
      throw BEHAVIOUR_ERRORS.behaviour_needs_distances({ behaviour });
  });
  return behavioursBeside(behaviours, path);
}

/** Files that behaviours name, looked for beside the document. */
function behavioursBeside(behaviours: readonly Behaviour[], path: string): Behaviour[] {
  return behaviours.map((one) => {
    if (!('distances' in one) || one.distances === undefined) return one;
    const beside = join(dirname(path), one.distances);
    return { ...one, distances: existsSync(beside) ? beside : one.distances };
  });
}
