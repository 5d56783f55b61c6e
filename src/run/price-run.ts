import { dirname, join } from 'node:path';
import type { CaseTable } from '../cases/case-table.js';
import { NETTED_HEADINGS, writeNetted } from '../cases/write/write-netted.js';
import { REJECTED_HEADINGS, writeRejected } from '../cases/write/write-rejected.js';
import type { Text } from '../kernel/errors.js';
import { bandNameReader } from '../pricing/band-names.js';
import { meanNotices } from '../pricing/mean-notices.js';
import { PAYMENT_METHODS, type PaymentMethod } from '../pricing/priced-columns.js';
import type { PricedCases } from '../report/priced-case.js';
import { CAVEAT } from '../report/report-model.js';
import { BENEFIT_HEADINGS, writeBenefitCsv } from '../report/write-benefit-csv.js';
import { PRICE_TYPES, writePriceCsv } from '../report/write-price-csv.js';
import { VISIT_BENEFIT_HEADINGS, writeVisitBenefitCsv } from '../report/write-visit-benefit-csv.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { regionNeeds } from './policy-facts.js';
import { outsideYear, policyNotices } from './policy-notices.js';
import { pricedCaseNotices } from './priced-case-notices.js';
import { stage } from './progress.js';
import { checkSchemesAndWeights } from './read-scenario-weights.js';
import { fileNotices, rejectedNotices } from './reading-notices.js';
import { refuseSameOutput } from './refuse-same-output.js';
import { inputPaths, type RegionRunOptions, readRegion } from './region-data.js';
import { removeStale } from './remove-stale.js';
import type { RunContext } from './run-context.js';
import { type PricedScenario, ScenarioRunner } from './scenario-run.js';
import { timelineWith } from './simulate-run.js';
import { weightNotices } from './weight-notices.js';
import { refuseEnding, writeCasesOut } from './write-cases-out.js';

export interface PriceRunResult {
  readonly out: string;
  readonly rejectedFile: string | undefined;
  readonly cases: number;
  /** Cases and sums in fen by payment method. */
  readonly methods: readonly {
    readonly method: PaymentMethod;
    readonly cases: number;
    readonly payFen: number;
    readonly fundFen: number;
    readonly costFen: number;
  }[];
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly policy: { readonly id: string; readonly hash: string };
  /** What a reader must see: rows rejected, of reading, of the cases, and what the policy says of these figures. */
  readonly notices: readonly Text[];
  readonly caveat: string;
}

/** Prices every case before any clearing: one row a case, in input order (CSV, or Parquet by the file's ending). */
export async function runPrice(options: RegionRunOptions, context: RunContext): Promise<PriceRunResult> {
  refuseEnding(options.out);
  const rejectedPath = join(dirname(options.out), 'rejected.csv');
  const nettedPath = join(dirname(options.out), 'netted.csv');
  const benefitPath = join(dirname(options.out), 'benefits.csv');
  const visitPath = join(dirname(options.out), 'visit-benefits.csv');
  refuseSameOutput([
    ['--out', options.out],
    ['rejected.csv', rejectedPath],
    ['netted.csv', nettedPath],
    ['benefits.csv', benefitPath],
    ['visit-benefits.csv', visitPath],
  ]);
  for (const output of [options.out, rejectedPath, nettedPath, benefitPath, visitPath]) {
    refuseFile(output);
    refuseInputAsOutput(output, inputPaths(options));
  }
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = timeline.segments.at(-1)!;
  checkSchemesAndWeights(timeline, options.weights, options.history);
  const region = await readRegion(options, openAnyScheme(policy.scheme), policy.year, context, regionNeeds([timeline]));
  const result = await new ScenarioRunner(region, options.weights, context).price(timeline);
  const cases = pricedCasesOf(result, region.year);
  await stage(context, 'write', { zh: '写出计价结果', en: 'writing prices' }, region.year.caseCount, async () => {
    await writeCasesOut(options.out, (path, texts) => writePriceCsv(path, region.year, cases, texts), PRICE_TYPES);
  });
  const rejectedFile = region.rejected.length === 0 ? undefined : rejectedPath;
  if (rejectedFile !== undefined)
    await writeFileAside(rejectedFile, async (aside) => writeRejected(aside, region.rejected));
  else removeStale(rejectedPath, REJECTED_HEADINGS);
  const { netted = [] } = region;
  if (netted.length > 0) await writeFileAside(nettedPath, async (aside) => writeNetted(aside, netted));
  else removeStale(nettedPath, NETTED_HEADINGS);
  const { benefits } = result.input;
  if (benefits === undefined) removeStale(benefitPath, [BENEFIT_HEADINGS]);
  else await writeFileAside(benefitPath, async (aside) => writeBenefitCsv(aside, region.year, benefits));
  const visits = benefits?.visits;
  if (visits === undefined) removeStale(visitPath, [VISIT_BENEFIT_HEADINGS]);
  else await writeFileAside(visitPath, async (aside) => writeVisitBenefitCsv(aside, visits));
  const { priced, scheme } = result;
  const cost = region.year.columns.total_cost;
  const methods = PAYMENT_METHODS.map((method) => ({ method, cases: 0, payFen: 0, fundFen: 0, costFen: 0 }));
  for (let row = 0; row < region.year.caseCount; row++) {
    const sums = methods[priced.method[row]!]!;
    sums.cases += 1;
    sums.payFen += priced.payFen[row]!;
    sums.fundFen += priced.fundFen[row]!;
    if (cost?.kind === 'money' && !Number.isNaN(cost.values[row])) sums.costFen += cost.values[row]!;
  }
  return {
    out: options.out,
    rejectedFile,
    cases: region.year.caseCount,
    methods: methods.filter((sums) => sums.cases > 0),
    scheme: { id: scheme.id, hash: scheme.hash },
    policy: { id: timeline.id, hash: timeline.hash },
    notices: [
      ...rejectedNotices(region),
      ...pricedCaseNotices(region.year, result),
      ...fileNotices(region),
      ...outsideYear(timeline),
      ...policyNotices(timeline, region.year),
      ...weightNotices(result),
      ...meanNotices(result.input),
    ].map(({ zh, en }) => ({ zh, en })),
    caveat: `${CAVEAT.zh} / ${CAVEAT.en}`,
  };
}

/** What writing a priced case needs besides its row: the names of bands and how many decimals a weight has. */
export function pricedCasesOf({ timeline, groups, scheme, priced }: PricedScenario, table: CaseTable): PricedCases {
  const { policy } = timeline.segments.at(-1)!;
  return {
    groups,
    catalogue: scheme.catalogue,
    priced,
    bandNameAt: bandNameReader({ table, timeline }, priced),
    weightDecimals: policy.rounding.weight,
  };
}
