import { DuckDBInstance } from '@duckdb/node-api';
import { decimalToNumber } from '../dist/src/kernel/decimal.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { preparePricing } from '../dist/src/pricing/steps.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { buildCells } from '../dist/src/simulation/cells/build-cells.js';
import { sumAccountsBy } from '../dist/src/simulation/cells/sum-by.js';
import { WhatIf } from '../dist/src/simulation/cells/sum-what-if.js';
import { repeatGroups, repeatTable } from './repeat-cases.mjs';
import { both, medians, perSecond } from './time.mjs';

/** The compiler of the runtime needs some passes before it has settled. */
const WARM_UP = 8;
const ROWS = 5_000_000;
const WORKERS = 2;

/**
 * Pricing 5 million cases (standard, level coefficient, two outlier bands, one of them a formula, the fund's part) by two
 * workers, against the same rules as SQL on the same columns already inside DuckDB with two threads: once writing the
 * columns of every case as pricing does, once only summing the fund by hospital; and the summing on one thread each, ours
 * by the pass over every case and, as a run does where only sums are asked for, by cells made once. Sums are compared.
 */
export async function benchPricing(region, { rounds }) {
  const { synthetic, scheme, timeline, policy, weights } = region;
  const copies = Math.max(1, Math.round(ROWS / synthetic.year.caseCount));
  const table = repeatTable(synthetic.year, copies);
  const groups = repeatGroups(region.groups, copies);
  const { caseCount } = table;
  const { register } = synthetic;
  const input = { table, groups, catalogue: scheme.catalogue, timeline, weights, register };
  const { payload, columns } = preparePricing(input);
  const hospital = table.columns.hospital_id.codes;
  const sums = new Float64Array(table.columns.hospital_id.values.length);
  const sumUp = () => {
    sums.fill(0);
    for (let row = 0; row < caseCount; row++) sums[hospital[row]] += columns.fundFen[row];
  };

  const begun = performance.now();
  const whatIf = new WhatIf(buildCells(input), input);
  const built = (performance.now() - begun) / 1000;
  let repriced;
  const byCells = () => {
    const { sums: found } = whatIf.askAccounts(timeline);
    repriced = sumAccountsBy(whatIf.accounts, found, 'hospital', register, ['fund']);
  };

  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await loadPricingTables(connection, { table, groups, scheme, weights, policy, register });
  let reader;
  const ours = createExecutor(WORKERS);
  for (let i = 0; i < WARM_UP; i++) pricePass.rows(payload, 0, caseCount);
  for (let i = 0; i < 4 * WARM_UP; i++) byCells();
  const alone = await medians(rounds, {
    ours: () => {
      pricePass.rows(payload, 0, caseCount);
      sumUp();
    },
    cells: byCells,
    duckdb: async () => {
      reader = await connection.runAndReadAll(SUMS);
    },
  });
  let difference = 0;
  for (const [code, fund] of reader.getRows())
    difference = Math.max(difference, Math.abs(Number(fund) - sums[Number(code)]));
  repriced.keys.forEach((id, row) => {
    const code = table.columns.hospital_id.values.indexOf(id);
    if (repriced.sums.fund[row] !== sums[code]) throw new Error(`cells and the pass disagree about ${id}`);
  });
  await connection.run(`SET threads = ${WORKERS}`);
  const two = await medians(rounds, {
    ours: () => ours.run(pricePass, payload, caseCount),
    columns: () => connection.run(COLUMNS),
    sums: () => connection.runAndReadAll(SUMS),
  });
  await ours.close();
  const bytes = Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0) / caseCount;
  const tables = payload.slots.byteLength + payload.standards.byteLength + payload.weightScaled.byteLength;
  connection.closeSync();
  const faster = (theirs, own) =>
    `ours ${(theirs.wall / own.wall).toFixed(1)} × faster, by processor time ${(theirs.cpu / own.cpu).toFixed(1)} ×`;
  return [
    `pricing, ${(caseCount / 1e6).toFixed(1)} M cases`,
    `  drgdip, ${WORKERS} workers, every column written   ${both(two.ours)}   ${perSecond(caseCount, two.ours.wall)}`,
    `  DuckDB, ${WORKERS} threads, the same columns       ${both(two.columns)}   (${faster(two.columns, two.ours)})`,
    `  DuckDB, ${WORKERS} threads, only sums by hospital  ${both(two.sums)}   (${faster(two.sums, two.ours)})`,
    'and sums by hospital, one thread',
    `  drgdip price pass    ${both(alone.ours)}   ${perSecond(caseCount, alone.ours.cpu)}`,
    `  drgdip cells         ${both(alone.cells)}   (${faster(alone.duckdb, alone.cells)}; equal to the pass to the fen; cells made once in ${built.toFixed(1)} s)`,
    `  the same in DuckDB   ${both(alone.duckdb)}   (${faster(alone.duckdb, alone.ours)})`,
    `  largest difference of a hospital's sum: ${difference} fen`,
    `  columns written: ${bytes.toFixed(0)} bytes a case, ${((bytes * caseCount) / 2 ** 20).toFixed(0)} MiB; standards, weights and band edges of all classes × groups: ${(tables / 2 ** 20).toFixed(1)} MiB`,
  ];
}

/** The rules as SQL; doubles, as one would write it. */
const PRICED = `
  WITH priced AS (
    SELECT c.hospital, c.cost, c.recorded, c.cost - c.recorded AS patient, c.is_paid_by_group, w.weight,
           round(w.weight * r.rate * h.coefficient * 100) AS standard
    FROM cases c JOIN weights w USING (grp) JOIN hospitals h USING (hospital) JOIN rates r USING (insurance)
  ), paid AS (
    SELECT *, CASE
        WHEN NOT is_paid_by_group THEN 0
        WHEN cost * 10 < 4 * standard THEN 1
        WHEN cost > 3 * standard THEN 2
        ELSE 3 END AS band
    FROM priced
  ), amounts AS (
    SELECT *, CASE band
        WHEN 2 THEN round(standard + 0.7 * (cost - 3 * standard))
        WHEN 3 THEN standard
        ELSE cost END AS pay
    FROM paid
  )`;
const SUMS = `${PRICED} SELECT hospital, sum(greatest(pay - patient, 0)) AS fund FROM amounts GROUP BY hospital ORDER BY hospital`;
/** What PricedColumns holds of a case. */
const COLUMNS = `CREATE OR REPLACE TABLE prices AS ${PRICED}
  SELECT (CASE band WHEN 3 THEN 0 WHEN 0 THEN 2 ELSE 1 END)::UTINYINT AS method, band::UTINYINT AS band,
         weight, CASE band WHEN 0 THEN 0 ELSE standard END AS standard, greatest(pay, patient) AS pay,
         greatest(pay - patient, 0) AS fund, patient, recorded, greatest(pay, patient) AS alternative,
         (pay < patient)::UTINYINT AS is_floored
  FROM amounts`;

/** What the SQL of pricing reads, as tables inside DuckDB. */
export async function loadPricingTables(connection, { table, groups, scheme, weights, policy, register }) {
  const { catalogue } = scheme;
  await connection.run(
    'CREATE TABLE cases (hospital INTEGER, insurance INTEGER, grp INTEGER, cost DOUBLE, recorded DOUBLE, is_paid_by_group BOOLEAN)',
  );
  await connection.run('CREATE TABLE weights (grp INTEGER, weight DOUBLE)');
  await connection.run('CREATE TABLE hospitals (hospital INTEGER, coefficient DOUBLE)');
  await connection.run('CREATE TABLE rates (insurance INTEGER, rate DOUBLE)');
  const weightOf = new Map(
    weights.rows.filter((row) => row.weight !== undefined).map((row) => [row.group, decimalToNumber(row.weight)]),
  );
  const appender = await connection.createAppender('cases');
  const { codes: hospitals } = table.columns.hospital_id;
  const { codes: insurances, values: insuranceTexts } = table.columns.insurance;
  const cost = table.columns.total_cost.values;
  const recorded = table.columns.pooled_fund.values;
  const poolOf = new Set(policy.pools.map((pool) => pool.insurance));
  for (let row = 0; row < table.caseCount; row++) {
    const isPaid =
      groups.status[row] === 0 &&
      weightOf.has(catalogue.codes[groups.group[row]]) &&
      poolOf.has(insuranceTexts[insurances[row]]);
    appender.appendInteger(hospitals[row]);
    appender.appendInteger(insurances[row]);
    appender.appendInteger(groups.group[row]);
    appender.appendDouble(cost[row]);
    appender.appendDouble(recorded[row]);
    appender.appendBoolean(isPaid);
    appender.endRow();
  }
  appender.closeSync();
  const insert = async (name, rows) => {
    const values = rows.map((row) => `(${row.join(',')})`).join(',');
    await connection.run(`INSERT INTO ${name} VALUES ${values}`);
  };
  await insert(
    'weights',
    catalogue.codes.map((code, index) => [index, weightOf.get(code) ?? 0]),
  );
  const levels = policy.hospital_coefficient.by_level;
  await insert(
    'hospitals',
    table.columns.hospital_id.values.map((id, code) => [code, levels[String(register.get(id)?.levelClass ?? 3)]]),
  );
  const rates = policy.rate.value;
  await insert(
    'rates',
    insuranceTexts.map((text, code) => [code, (typeof rates === 'number' ? rates : rates[text]) ?? 0]),
  );
}
