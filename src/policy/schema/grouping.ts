import { z } from 'zod';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';

/**
 * Switches of grouping (分组口径) in place of the scheme's own, by the names and values of `drgdip group --option`. Which
 * of them the scheme of the policy knows is found by the policy's check. They hold for the whole year: a case has one group.
 */
export const grouping = z.strictObject(
  Object.fromEntries(Object.entries(ANY_SWITCHES).map(([name, values]) => [name, z.enum(values).optional()])),
);
