import { join } from 'node:path';
import { z } from 'zod';
import type { Reform } from '../policy/policy-schema.js';
import { OPTION_ERRORS } from '../run/run-errors.js';
import type { SimulateRunOptions } from '../run/simulate-run.js';
import { checkFirstYear } from '../run/years-run.js';
import { type Behaviour, behaviourSchema } from '../simulation/behaviour/behaviour-schema.js';
import { checkedBehaviours } from '../simulation/behaviour/load-behaviours.js';
import { priceCutSchema } from '../simulation/scenario-file/scenario-schema.js';
import { checkedOutlook, loadOutlook, parseYears } from '../simulation/years/load-outlook.js';
import { type Outlook, outlookSchema } from '../simulation/years/outlook-schema.js';
import { dataFile } from './data-folder.js';
import { isShippedPolicy, requestedTimeline, shippedPolicy } from './shipped-names.js';

const MOST_BEHAVIOURS = 20;
const fileName = z.string().min(1).max(500);

/** What a scenario file has beside policy, reforms and seed, as a request states it. */
export const scenarioFields = {
  year: z.int().min(2000).max(2100).exactOptional().describe('the policies’ rules in another year than their own'),
  against: fileName.exactOptional().describe('another policy in the place of reforms: a shipped name or a data file'),
  against_weights: fileName.exactOptional().describe('weight table of that policy; absent: from the history'),
  price_cuts: z.array(priceCutSchema).default([]).describe('prices that fall on the reform’s side'),
  attribute: z.boolean().default(false).describe('say what each patch and cut did'),
  behaviour: z
    .array(behaviourSchema)
    .max(MOST_BEHAVIOURS)
    .default([])
    .describe('what hospitals and patients do in answer, reported apart; distances are a data file'),
  years: z
    .strictObject({
      from: z.int().min(2000).max(2099),
      until: z.int().min(2000).max(2149),
      outlook: z.union([fileName, outlookSchema]).describe('a data file, or the outlook itself'),
    })
    .exactOptional()
    .describe('an outlook over years, the first being the policy’s'),
};
const body = z.object(scenarioFields);
type ScenarioBody = z.infer<typeof body>;

/**
 * The options of a run that these fields ask for; every file is one of the data folder, and all that a scenario file would be
 * refused for is refused here, before the run waits in line.
 * @param policy  path of the baseline's policy
 * @throws file_outside_data, data_file_not_found, against_with_reform, against_other_year, scheme_not_shipped, and the
 *   codes of behaviours, outlooks, policies and reforms
 */
export function scenarioJob(
  request: ScenarioBody & { readonly reforms: readonly Reform[] },
  policy: string,
  folder: string,
): Pick<
  SimulateRunOptions,
  'policyYear' | 'against' | 'againstWeights' | 'priceCuts' | 'attribution' | 'behaviours' | 'years' | 'alsoRead'
> {
  const { year, against, against_weights: weights, years } = request;
  const behaviours = behavioursOf(request.behaviour, folder);
  const baseline = requestedTimeline(policy, [], year);
  const other = against === undefined ? undefined : policyPath(against, folder);
  if (other === undefined) requestedTimeline(policy, request.reforms, year);
  else {
    if (request.reforms.length > 0) throw OPTION_ERRORS.against_with_reform();
    const theirs = requestedTimeline(other, [], year);
    if (theirs.year !== baseline.year) {
      throw OPTION_ERRORS.against_other_year({ year: baseline.year, other: theirs.year });
    }
  }
  const outlook = years === undefined ? undefined : outlookOf(years.outlook, folder);
  const asked = outlook && { outlook, range: parseYears(`${years!.from}..${years!.until}`) };
  checkFirstYear(asked, baseline.year);
  return {
    ...(year === undefined ? {} : { policyYear: year }),
    against: other,
    againstWeights: weights === undefined ? undefined : dataFile(folder, weights, '/against_weights'),
    priceCuts: request.price_cuts,
    attribution: request.attribute ? 'levers' : undefined,
    behaviours,
    years: asked,
    alsoRead: [
      ...behaviours.flatMap((one) => ('distances' in one && one.distances !== undefined ? [one.distances] : [])),
      ...(outlook?.population === undefined ? [] : [outlook.population]),
      ...(typeof years?.outlook === 'string' ? [dataFile(folder, years.outlook, '/years/outlook')] : []),
    ],
  };
}

function policyPath(name: string, folder: string): string {
  return isShippedPolicy(name) ? shippedPolicy(name) : dataFile(folder, name, '/against');
}

function behavioursOf(stated: readonly Behaviour[], folder: string): readonly Behaviour[] {
  const placed = stated.map((one, i): Behaviour => {
    if (!('distances' in one) || one.distances === undefined) return one;
    return { ...one, distances: dataFile(folder, one.distances, `/behaviour/${i}/distances`) };
  });
  return checkedBehaviours(placed, join(folder, 'request'));
}

/** An outlook in the request names its population as a data file; one in a file names it beside itself, in the folder. */
function outlookOf(stated: string | Outlook, folder: string): Outlook {
  if (typeof stated !== 'string') {
    const { population } = stated;
    const placed = population && dataFile(folder, population, '/years/outlook/population');
    return checkedOutlook({ ...stated, ...(placed === undefined ? {} : { population: placed }) });
  }
  const outlook = loadOutlook(dataFile(folder, stated, '/years/outlook'));
  const { population } = outlook;
  if (population === undefined) return outlook;
  const name = population.startsWith(folder) ? population.slice(folder.length).replace(/^[\\/]/, '') : population;
  return { ...outlook, population: dataFile(folder, name, '/years/outlook') };
}
