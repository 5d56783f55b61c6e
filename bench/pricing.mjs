import { DuckDBInstance } from '@duckdb/node-api';
import { decimalToNumber } from '../dist/src/kernel/decimal.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { preparePricing } from '../dist/src/pricing/steps.js';
import { both, medians, perSecond } from './time.mjs';

/** The compiler of the runtime needs some passes before it has settled. */
const WARM_UP = 8;

/**
 * Pricing every case (standard, coefficient, two outlier bands, the fund's part) and summing by hospital, against the
 * same rules as SQL on the same columns already inside DuckDB. Both on one thread. Sums are compared.
 */
export async function benchPricing({ synthetic, scheme, groups, timeline, policy, weights }, { rounds }) {
  const table = synthetic.year;
  const input = { table, groups, catalogue: scheme.catalogue, timeline, weights, register: synthetic.register };
  const { payload, columns } = preparePricing(input);
  const hospital = table.columns.hospital_id.codes;
  const sums = new Float64Array(table.columns.hospital_id.values.length);

  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await loadPricingTables(connection, { table, groups, scheme, weights, policy, register: synthetic.register });
  const sql = `
    WITH priced AS (
      SELECT c.hospital, c.cost, c.recorded, c.cost - c.recorded AS patient, c.is_paid_by_group,
             round(w.weight * r.rate * h.coefficient * 100) AS standard
      FROM cases c JOIN weights w USING (grp) JOIN hospitals h USING (hospital) JOIN rates r USING (insurance)
    ), paid AS (
      SELECT hospital, patient, CASE
        WHEN NOT is_paid_by_group THEN cost
        WHEN cost * 10 < 4 * standard THEN cost
        WHEN cost > 3 * standard THEN round(standard + 0.7 * (cost - 3 * standard))
        ELSE standard END AS pay
      FROM priced
    ) SELECT hospital, sum(greatest(pay - patient, 0)) AS fund FROM paid GROUP BY hospital ORDER BY hospital`;
  let reader;
  for (let i = 0; i < WARM_UP; i++) pricePass.rows(payload, 0, table.caseCount);
  const time = await medians(rounds, {
    ours: () => {
      pricePass.rows(payload, 0, table.caseCount);
      sums.fill(0);
      for (let row = 0; row < table.caseCount; row++) sums[hospital[row]] += columns.fundFen[row];
    },
    duckdb: async () => {
      reader = await connection.runAndReadAll(sql);
    },
  });
  let difference = 0;
  for (const [code, fund] of reader.getRows())
    difference = Math.max(difference, Math.abs(Number(fund) - sums[Number(code)]));
  connection.closeSync();
  return [
    'pricing and sums by hospital, one thread',
    `  drgdip price pass    ${both(time.ours)}   ${perSecond(table.caseCount, time.ours.cpu)}`,
    `  the same in DuckDB   ${both(time.duckdb)}   (by processor time ours is ${(time.duckdb.cpu / time.ours.cpu).toFixed(1)} × faster)`,
    `  largest difference of a hospital's sum: ${difference} fen`,
  ];
}

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
