import { DuckDBInstance } from '@duckdb/node-api';
import { decimalOf } from '../dist/src/kernel/decimal.js';
import { inlineExecutor } from '../dist/src/kernel/executor.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { preparePricing } from '../dist/src/pricing/steps.js';
import { buildCells } from '../dist/src/simulation/cells/build-cells.js';
import { sumAccountsBy } from '../dist/src/simulation/cells/sum-by.js';
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
    const answer = whatIf.askAccounts(question);
    if (!answer.isCarried) throw new Error(answer.reason.en);
    return sumAccountsBy(whatIf.accounts, answer.sums, 'hospital', input.register, ['fund']);
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
  await loadExactTables(connection, {
    scheme,
    weights,
    policy: changed.segments.at(-1).policy,
    register: synthetic.register,
    table,
  });
  let reader;
  const exactSql = async () => {
    reader = await connection.runAndReadAll(CHANGED_EXACT_SQL);
  };
  let doubles;
  const doubleSql = async () => {
    doubles = await connection.runAndReadAll(CHANGED_SQL);
  };
  for (let i = 0; i < WARM_UP; i++) ask(i % 2 === 0 ? timeline : changed);
  for (let i = 0; i < WARM_UP / 5; i++) fullPass();
  let answer;
  const time = await medians(rounds, {
    cells: () => {
      answer = ask(changed);
    },
    exactSql,
    doubleSql,
    pass: fullPass,
    scenario: wholeScenario,
  });
  const differences = (rows) =>
    rows.getRows().map(([code, fund]) => {
      const row = answer.keys.indexOf(table.columns.hospital_id.values[Number(code)]);
      return Math.abs(Number(fund) - answer.sums.fund[row]);
    });
  if (differences(reader).some((difference) => difference !== 0)) throw new Error('cells and SQL disagree');
  // Whichever form of the SQL is faster is what ours is held against.
  const sql = time.exactSql.cpu < time.doubleSql.cpu ? time.exactSql : time.doubleSql;
  connection.closeSync();

  const scenario = await costOfScenario(ask, timeline);
  const replicate = await costOfReplicate(input, columns);
  const times = (value, of = time.pass) =>
    `${(value / of.cpu).toFixed(3)} of ${of === time.pass ? 'a full pass' : 'one by the full pass'}`;
  return [
    `live what-if, ${table.caseCount} cases in ${cells.cellCount} cells, one thread`,
    `  cells built once     ${built.toFixed(1)} s, ${((cells.cost.byteLength + cells.pooled.byteLength) / table.caseCount).toFixed(0)} bytes a case`,
    `  drgdip cells         ${both(time.cells)}`,
    `  DuckDB, integers     ${both(time.exactSql)}   equal to the fen in every hospital`,
    `  DuckDB, doubles      ${both(time.doubleSql)}   a hospital's sum up to ${Math.max(...differences(doubles))} fen off`,
    `  against the faster of both: ${(sql.wall / time.cells.wall).toFixed(0)} × faster by the clock, ${(sql.cpu / time.cells.cpu).toFixed(0)} × by processor time`,
    `  drgdip full pass     ${both(time.pass)}   ${perSecond(table.caseCount, time.pass.cpu)}, DuckDB needs ${(sql.cpu / time.pass.cpu).toFixed(1)} × as long`,
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

/** The question in exact integers: standard and pay rounded half up to the fen, as the policy says. */
const CHANGED_EXACT_SQL = `
  WITH priced AS (
    SELECT c.hospital, c.cost, c.cost - c.recorded AS patient, c.is_paid_by_group,
           (2 * w.digits * r.fen * h.digits + p.power) // (2 * p.power) AS standard
    FROM exact_cases c JOIN exact_weights w USING (grp) JOIN exact_hospitals h USING (hospital)
         JOIN exact_rates r USING (insurance), exact_power p
  ), paid AS (
    SELECT hospital, patient, CASE
      WHEN NOT is_paid_by_group THEN cost
      WHEN cost * 10 < 4 * standard THEN cost
      WHEN cost * 10 > 25 * standard THEN (6 * cost - 5 * standard + 5) // 10
      ELSE standard END AS pay
    FROM priced
  ) SELECT hospital, sum(greatest(pay - patient, 0)) AS fund FROM paid GROUP BY hospital ORDER BY hospital`;

/** The same in doubles, as one would write it first. */
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

/** Weights and coefficients as whole numbers of one scale each, amounts as BIGINT: what the exact SQL reads. */
async function loadExactTables(connection, { weights, policy, scheme, register, table }) {
  const weightDecimals = Math.max(...weights.rows.map(({ weight }) => weight?.scale ?? 0));
  const coefficients = Object.values(policy.hospital_coefficient.by_level).map(decimalOf);
  const coefficientDecimals = Math.max(...coefficients.map(({ scale }) => scale));
  const scaledTo = ({ digits, scale }, decimals) => digits * 10 ** (decimals - scale);
  const weightOf = new Map(weights.rows.map((row) => [row.group, row.weight]));
  const rateOf = (text) => (typeof policy.rate.value === 'number' ? policy.rate.value : (policy.rate.value[text] ?? 0));
  const fill = async (name, columns, rows) => {
    await connection.run(`CREATE TABLE ${name} (${columns.map((column) => `${column} BIGINT`).join(', ')})`);
    await connection.run(`INSERT INTO ${name} VALUES ${rows.map((row) => `(${row.join(',')})`).join(',')}`);
  };
  await connection.run(
    'CREATE TABLE exact_cases AS SELECT hospital, insurance, grp, cost::BIGINT AS cost, recorded::BIGINT AS recorded, is_paid_by_group FROM cases',
  );
  await fill(
    'exact_weights',
    ['grp', 'digits'],
    scheme.catalogue.codes.map((code, group) => [
      group,
      scaledTo(weightOf.get(code) ?? { digits: 0, scale: 0 }, weightDecimals),
    ]),
  );
  await fill(
    'exact_hospitals',
    ['hospital', 'digits'],
    table.columns.hospital_id.values.map((id, code) => [
      code,
      scaledTo(
        decimalOf(policy.hospital_coefficient.by_level[String(register.get(id)?.levelClass ?? 3)]),
        coefficientDecimals,
      ),
    ]),
  );
  await fill(
    'exact_rates',
    ['insurance', 'fen'],
    table.columns.insurance.values.map((text, code) => [code, Math.round(rateOf(text) * 100)]),
  );
  await connection.run(
    `CREATE TABLE exact_power AS SELECT (10 ** ${weightDecimals + coefficientDecimals})::BIGINT AS power`,
  );
}

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
