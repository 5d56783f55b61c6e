import { setTimeout } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { inlineExecutor } from '../dist/src/kernel/executor.js';
import { hash32 } from '../dist/src/kernel/random.js';
import { sortByKey } from '../dist/src/links/sort-by-key.js';
import { computeBenefits } from '../dist/src/pricing/benefit/compute-benefits.js';
import { pricePass } from '../dist/src/pricing/price-pass.js';
import { preparePricing } from '../dist/src/pricing/steps.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { repeatGroups, repeatTable } from './repeat-cases.mjs';
import { both, medians, perSecond } from './time.mjs';

const STAYS_PER_PERSON = 5 / 3;
const WORKERS = 2;
const LEVELS = [
  ['1', 200, 0.85],
  ['2', 500, 0.75],
  ['3', 1000, 0.7],
];
const CEILING = 150_000;
const START = 10_000;

/**
 * Benefits over persons' years (deductible by number of the stay, ratio by level and class, ceiling, critical illness
 * insurance in three bands) by two workers, sorting included; beside it one pricing pass over the same stays, and the
 * same benefits by window functions in DuckDB on two threads, on columns that already lie in it. Sums are compared.
 */
export async function benchBenefit(region, { rounds, benefitStays = 5_000_000, seed }) {
  const { synthetic, scheme, timeline, weights } = region;
  const copies = Math.max(1, Math.round(benefitStays / synthetic.year.caseCount));
  const repeated = repeatTable(synthetic.year, copies);
  const { caseCount } = repeated;
  const persons = Math.ceil(caseCount / STAYS_PER_PERSON);
  const table = { ...repeated, columns: { ...repeated.columns, ...personColumns(repeated, persons, seed) } };
  const groups = repeatGroups(region.groups, copies);
  const { register } = synthetic;
  const input = { table, groups, catalogue: scheme.catalogue, timeline, weights, register };
  const computed = { ...input, timeline: withBenefit(timeline) };
  const pool = createExecutor(WORKERS);
  const { payload } = preparePricing(input);
  const instance = await DuckDBInstance.create(':memory:', { threads: String(WORKERS) });
  const connection = await instance.connect();
  await load(connection, table, register);
  const codes = Int32Array.from({ length: caseCount }, (_, row) => hash32(seed, 1, row) % persons);
  const before = process.memoryUsage().rss;
  let made;
  let peak = 0;
  const time = await medians(rounds, {
    ours: async () => {
      made = await computeBenefits(computed, pool);
      peak ||= process.memoryUsage().rss;
    },
    oneThread: () => computeBenefits(computed, inlineExecutor),
    pricing: () => pool.run(pricePass, payload, caseCount),
    sort: () => sortStays(table, codes, persons),
    duckdb: async () => {
      await connection.run(`CREATE OR REPLACE TABLE benefits AS ${SQL}`);
    },
    // DuckDB's threads go on a while after the table is made: the next contestant should not be charged with it.
    rest: () => setTimeout(500),
  });
  await pool.close();
  const reader = await connection.runAndReadAll('SELECT sum(pooled), sum(illness) FROM benefits');
  const theirs = reader.getRows()[0].map(Number);
  const sum = (values) => values.reduce((total, fen) => total + fen, 0);
  const own = [sum(made.pooledFen), sum(made.criticalIllnessFen)];
  own.forEach((fen, i) => {
    if (Math.abs(fen - theirs[i]) > caseCount * 0.01) throw new Error(`sums differ: ${own} and in DuckDB ${theirs}`);
  });
  connection.closeSync();
  instance.closeSync();
  const ratio = (a, b) => `${(a.wall / b.wall).toFixed(1)} × (processor ${(a.cpu / b.cpu).toFixed(1)} ×)`;
  const goal = { wall: 2 * time.pricing.wall + time.sort.wall, cpu: 2 * time.pricing.cpu + time.sort.cpu };
  return [
    `benefits of ${caseCount} stays of ${persons} persons, ${WORKERS} workers`,
    `  computeBenefits          ${both(time.ours)}   ${perSecond(caseCount, time.ours.wall)}, sorting included; ${Math.round((peak - before) / 2 ** 20)} MiB more after the first run`,
    `  … on one thread          ${both(time.oneThread)}`,
    `  one pricing pass         ${both(time.pricing)}   (benefits take ${ratio(time.ours, time.pricing)} as long)`,
    `  one sort, one thread     ${both(time.sort)}   by number of the person and day; two passes and it: ${both(goal)}, of which benefits take ${ratio(time.ours, goal)}`,
    `  DuckDB window functions  ${both(time.duckdb)}   (ours is ${ratio(time.duckdb, time.ours)} faster)`,
  ];
}

/** What a sort alone costs where persons are numbers already: by day, then by person, from the lowest digit. */
function sortStays({ caseCount, columns }, codes, persons) {
  const { values: days } = columns.discharge_date;
  let [first, last] = [days[0], days[0]];
  for (let row = 0; row < caseCount; row++) {
    if (days[row] < first) first = days[row];
    if (days[row] > last) last = days[row];
  }
  const rows = Int32Array.from({ length: caseCount }, (_, row) => row);
  const byDay = sortByKey(rows, new Int32Array(caseCount), days, first, last);
  return sortByKey(byDay.sorted, byDay.spare, codes, 0, persons - 1).sorted;
}

function personColumns({ caseCount, columns }, persons, seed) {
  const shared = (length) => new SharedArrayBuffer(length);
  const width = 8;
  const bytes = new Uint8Array(shared(caseCount * width * 2));
  // Filled in place: what `map` makes is not shared, and would be copied for every task.
  const filled = (length, of) => {
    const values = new Float64Array(shared(length * 8));
    for (let i = 0; i < length; i++) values[i] = of(i);
    return values;
  };
  const offsets = (base) => filled(caseCount + 1, (row) => base + row * width);
  for (let row = 0; row < caseCount; row++) {
    write(bytes, row * width, hash32(seed, 1, row) % persons);
    write(bytes, (caseCount + row) * width, row);
  }
  const part = (share) => ({
    kind: 'money',
    values: filled(caseCount, (row) => Math.round(columns.total_cost.values[row] * share)),
  });
  const insurance = new Uint16Array(shared(caseCount * 2)).fill(1);
  return {
    patient_key: { kind: 'text', bytes, offsets: offsets(0) },
    case_id: { kind: 'text', bytes, offsets: offsets(caseCount * width) },
    insurance: { kind: 'dictionary', codes: insurance, values: ['', 'resident'] },
    self_funded: part(0.06),
    first_paid: part(0.05),
  };
  function write(target, at, number) {
    let rest = number;
    for (let k = width - 1; k >= 0; k--) {
      target[at + k] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }
}

function withBenefit(timeline) {
  const ladders = LEVELS.map(([level, deductible, ratio]) => ({
    ...{ name: `level-${level}`, who: { levels: [level] }, deductible, later_stays: [0.8, 0.7] },
    ...{ counts_as_stay: 'yes', bands: [{ name: 'all', ratio }] },
  }));
  const bands = [
    { name: 'a', to: 30_000, ratio: 0.6 },
    { name: 'b', to: 100_000, ratio: 0.7 },
    { name: 'c', ratio: 0.8 },
  ];
  const benefit = {
    ...{ mode: 'computed', fund_pays: 'standard_minus_patient', order_by: 'discharge_date', ladders },
    ceilings: [{ name: 'all', who: {}, amount: CEILING }],
    critical_illness: [{ name: 'all', who: {}, start: START, band_base: 'absolute', bands }],
  };
  return { ...timeline, segments: timeline.segments.map((one) => ({ ...one, policy: { ...one.policy, benefit } })) };
}

/** Ceilings by clipping running sums, critical illness by differences of what is due: no recursion is needed. */
const SQL = `
  WITH numbered AS (
    SELECT *, greatest(0, total - self - first) AS in_policy,
           row_number() OVER (PARTITION BY person ORDER BY day, id) AS number
    FROM stays
  ), shared AS (
    SELECT *, round((in_policy - least(in_policy, round(deductible * CASE number WHEN 1 THEN 1 WHEN 2 THEN 0.8 ELSE 0.7 END))) * ratio) AS wanted
    FROM numbered
  ), running AS (
    SELECT *, sum(wanted) OVER time AS reached FROM shared
    WINDOW time AS (PARTITION BY person ORDER BY day, id ROWS UNBOUNDED PRECEDING)
  ), capped AS (
    SELECT *, least(reached, ${CEILING * 100}) - least(reached - wanted, ${CEILING * 100}) AS pooled FROM running
  ), borne AS (
    SELECT *, sum(in_policy - pooled) OVER time AS burden FROM capped
    WINDOW time AS (PARTITION BY person ORDER BY day, id ROWS UNBOUNDED PRECEDING)
  ), due AS (
    SELECT *, round(0.6 * greatest(0, least(burden, 3000000) - ${START * 100})
                    + 0.7 * greatest(0, least(burden, 10000000) - 3000000) + 0.8 * greatest(0, burden - 10000000)) AS owed
    FROM borne
  )
  SELECT row, pooled, owed - coalesce(lag(owed) OVER (PARTITION BY person ORDER BY day, id), 0) AS illness FROM due`;

async function load(connection, table, register) {
  await connection.run(
    'CREATE TABLE stays (row INTEGER, person INTEGER, id INTEGER, day INTEGER, total DOUBLE, self DOUBLE, first DOUBLE, deductible DOUBLE, ratio DOUBLE)',
  );
  const { patient_key: keys, hospital_id: hospital, discharge_date: day } = table.columns;
  const { total_cost: total, self_funded: self, first_paid: first } = table.columns;
  const ladderOf = hospital.values.map((id) => LEVELS[(register.get(id)?.levelClass ?? 3) - 1]);
  const appender = await connection.createAppender('stays');
  for (let row = 0; row < table.caseCount; row++) {
    let person = 0;
    for (let i = keys.offsets[row]; i < keys.offsets[row + 1]; i++) person = person * 10 + keys.bytes[i] - 0x30;
    const [, deductible, ratio] = ladderOf[hospital.codes[row]];
    appender.appendInteger(row);
    appender.appendInteger(person);
    appender.appendInteger(row);
    appender.appendInteger(day.values[row]);
    for (const value of [total.values[row], self.values[row], first.values[row], deductible * 100, ratio]) {
      appender.appendDouble(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}
