import { DuckDBInstance } from '@duckdb/node-api';
import { inlineExecutor } from '../dist/src/kernel/executor.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { preparePricing } from '../dist/src/pricing/steps.js';
import { buildCells } from '../dist/src/simulation/cells/build-cells.js';
import { sumBy } from '../dist/src/simulation/cells/sum-by.js';
import { WhatIf } from '../dist/src/simulation/cells/sum-what-if.js';
import { bootstrapPass, bootstrapPayload, bootstrapUnits } from '../dist/src/simulation/intervals/bootstrap-pass.js';
import { intervalCases } from '../dist/src/simulation/intervals/interval-cases.js';
import { hospitalWeights } from '../dist/src/simulation/intervals/replicate-values.js';
import { loadPricingTables } from './pricing.mjs';
import { repeatGroups, repeatTable } from './repeat-cases.mjs';
import { both, medians, perSecond } from './time.mjs';

/** The compiler of the runtime needs some passes before it has settled. */
const WARM_UP = 40;
const SCENARIOS = 1_000;
const REPLICATES = 20;

/**
 * Live what-if: a changed rate, edge and share answered from sorted cells, against the same question as SQL on the same
 * cases inside DuckDB (one thread each) and against our own full pass. Then the cost of a scenario and of a bootstrap
 * replicate in parts of a full pass. The cases of the region are repeated, costs moved a little, up to --what-if-cases.
 */
export async function benchWhatIf({ synthetic, scheme, groups, timeline, weights }, { rounds, whatIfCases }) {
  const copies = Math.max(1, Math.round(whatIfCases / synthetic.year.caseCount));
  const table = repeatTable(synthetic.year, copies);
  const input = {
    table,
    groups: repeatGroups(groups, copies),
    catalogue: scheme.catalogue,
    timeline,
    weights,
    register: synthetic.register,
  };
  const { payload, columns } = preparePricing(input);
  const hospital = table.columns.hospital_id.codes;
  const sums = new Float64Array(table.columns.hospital_id.values.length);
  const fullPass = () => {
    pricePass.rows(payload, 0, table.caseCount);
    sums.fill(0);
    for (let row = 0; row < table.caseCount; row++) sums[hospital[row]] += columns.fundFen[row];
  };

  // What a scenario costs without cells: its tables are made, its cases priced and summed.
  const wholeScenario = () => {
    preparePricing(input);
    fullPass();
  };

  const begun = performance.now();
  const cells = buildCells(input);
  const built = (performance.now() - begun) / 1000;
  const whatIf = new WhatIf(cells, input);
  const changed = changedTimeline(timeline);
  const ask = (question) => {
    const answer = whatIf.ask(question);
    if (!answer.isCarried) throw new Error(answer.reason.en);
    return sumBy(cells, answer.sums, 'hospital', input.register, ['fund']);
  };
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await loadPricingTables(connection, {
    table,
    groups: input.groups,
    scheme,
    weights,
    policy: changed.segments.at(-1).policy,
    register: synthetic.register,
  });
  let reader;
  const duckdb = async () => {
    reader = await connection.runAndReadAll(CHANGED_SQL);
  };
  for (let i = 0; i < WARM_UP; i++) ask(i % 2 === 0 ? timeline : changed);
  for (let i = 0; i < WARM_UP / 5; i++) fullPass();
  let answer;
  const time = await medians(rounds, {
    cells: () => {
      answer = ask(changed);
    },
    duckdb,
    pass: fullPass,
    scenario: wholeScenario,
  });
  const differences = reader.getRows().map(([code, fund]) => {
    const row = answer.keys.indexOf(table.columns.hospital_id.values[Number(code)]);
    return Math.abs(Number(fund) - answer.sums.fund[row]);
  });
  connection.closeSync();

  const scenario = await costOfScenario(ask, timeline);
  const replicate = await costOfReplicate(input, columns);
  const times = (value, of = time.pass) =>
    `${(value / of.cpu).toFixed(3)} of ${of === time.pass ? 'a full pass' : 'one by the full pass'}`;
  return [
    `live what-if, ${table.caseCount} cases in ${cells.cellCount} cells, one thread`,
    `  cells built once     ${built.toFixed(1)} s, ${((cells.cost.byteLength + cells.pooled.byteLength) / table.caseCount).toFixed(0)} bytes a case`,
    `  drgdip cells         ${both(time.cells)}`,
    `  the same in DuckDB   ${both(time.duckdb)}   (by the clock ours is ${(time.duckdb.wall / time.cells.wall).toFixed(0)} × faster, by processor time ${(time.duckdb.cpu / time.cells.cpu).toFixed(0)} ×)`,
    `  drgdip full pass     ${both(time.pass)}   ${perSecond(table.caseCount, time.pass.cpu)}, DuckDB needs ${(time.duckdb.cpu / time.pass.cpu).toFixed(1)} × as long`,
    `  largest difference of a hospital's sum from DuckDB's doubles: ${Math.max(...differences)} fen`,
    `  ${SCENARIOS} scenarios: ${(scenario * 1000).toFixed(2)} ms each, ${times(scenario, time.scenario)} (${(time.scenario.cpu * 1000).toFixed(0)} ms)`,
    `  bootstrap replicate over cases ${times(replicate.cases)}, over hospitals ${times(replicate.hospitals)}`,
  ];
}

/** The rate 3 % down, the high edge at 2.5, the share at 0.6. */
function changedTimeline(timeline) {
  return withPolicy(timeline, (policy) => ({
    ...policy,
    rate: { kind: 'fixed', value: scaled(policy.rate.value, 97) },
    outliers: {
      ...policy.outliers,
      bands: policy.outliers.bands.map((band) =>
        band.name === 'high' ? { ...band, from: 2.5, pay: 'standard + 0.6 * (cost - 2.5 * standard)' } : band,
      ),
    },
  }));
}

const CHANGED_SQL = `
  WITH priced AS (
    SELECT c.hospital, c.cost, c.recorded, c.cost - c.recorded AS patient, c.is_paid_by_group,
           round(w.weight * r.rate * h.coefficient * 100) AS standard
    FROM cases c JOIN weights w USING (grp) JOIN hospitals h USING (hospital) JOIN rates r USING (insurance)
  ), paid AS (
    SELECT hospital, patient, CASE
      WHEN NOT is_paid_by_group THEN cost
      WHEN cost * 10 < 4 * standard THEN cost
      WHEN cost * 10 > 25 * standard THEN round(standard + 0.6 * (cost - 2.5 * standard))
      ELSE standard END AS pay
    FROM priced
  ) SELECT hospital, sum(greatest(pay - patient, 0)) AS fund FROM paid GROUP BY hospital ORDER BY hospital`;

/** Rates of one decimal less than the policy's times whole percents: exact decimals. */
function scaled(value, percent) {
  const one = (rate) => Number((BigInt(Math.round(rate * 100)) * BigInt(percent)) / 100n) / 100;
  return typeof value === 'number'
    ? one(value)
    : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, one(v)]));
}

function withPolicy(timeline, change) {
  return {
    ...timeline,
    segments: timeline.segments.map((segment) => ({ ...segment, policy: change(segment.policy) })),
  };
}

/** Processor seconds of one of many scenarios that change the rate and the high edge. */
async function costOfScenario(ask, timeline) {
  const questions = Array.from({ length: SCENARIOS }, (_, i) =>
    withPolicy(timeline, (policy) => ({
      ...policy,
      rate: { kind: 'fixed', value: scaled(policy.rate.value, 90 + (i % 20)) },
      outliers: {
        ...policy.outliers,
        bands: policy.outliers.bands.map((band) =>
          band.name === 'high' ? { ...band, from: (200 + 2 * (i % 50)) / 100 } : band,
        ),
      },
    })),
  );
  const usage = process.cpuUsage();
  for (const question of questions) ask(question);
  return process.cpuUsage(usage).user / 1e6 / SCENARIOS;
}

/** Processor seconds of one replicate of each kind. */
async function costOfReplicate(input, priced) {
  const cleared = { ...input, priced };
  const cases = intervalCases(cleared, cleared);
  const draw = async (replicates) => {
    const payload = bootstrapPayload(cases, 1, replicates);
    await inlineExecutor.run(bootstrapPass, payload, bootstrapUnits(payload));
  };
  await draw(2);
  let usage = process.cpuUsage();
  await draw(REPLICATES);
  const ofCases = process.cpuUsage(usage).user / 1e6 / REPLICATES;
  usage = process.cpuUsage();
  for (let r = 0; r < REPLICATES; r++) hospitalWeights(cases, input.register, 1, r);
  return { cases: ofCases, hospitals: process.cpuUsage(usage).user / 1e6 / REPLICATES };
}
