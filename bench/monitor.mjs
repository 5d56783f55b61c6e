import { DuckDBInstance } from '@duckdb/node-api';
import { judgeLists } from '../dist/src/indicators/list-quality/judge-lists.js';
import { indicatorTables } from '../dist/src/indicators/monitor/indicator-tables.js';
import { monitorFacts } from '../dist/src/indicators/monitor/monitor-facts.js';
import { supervise } from '../dist/src/indicators/supervision/supervise.js';
import { hash32 } from '../dist/src/kernel/random.js';
import { linkStays } from '../dist/src/links/link-stays.js';
import { readmissions } from '../dist/src/links/readmissions.js';
import { allocatePricedColumns } from '../dist/src/pricing/priced-columns.js';
import { loadMonitorRules } from '../dist/src/run/monitor/load-monitor-rules.js';
import { timelineWith } from '../dist/src/run/simulate-run.js';
import { both, medians, perSecond, ratio } from './time.mjs';

/** 1 January 2026. */
const FIRST_DAY = 20_454;
/** Each column is (row × factor + shift) mod count + least, so that DuckDB makes the very same ones. */
const WHOLE = {
  hospital: { factor: 7_919, count: 60, least: 1 },
  department: { factor: 104_729, count: 30, least: 1 },
  group_code: { factor: 15_485_863, count: 799, least: 1 },
  admit: { factor: 611_953, count: 340, least: FIRST_DAY },
  days: { factor: 27_644_437, count: 20, least: 1 },
  death: { factor: 1_299_709, count: 50, least: 0 },
  sex: { factor: 86_028_121, count: 2, least: 1 },
  age: { factor: 32_452_843, count: 90, least: 1 },
  cost: { factor: 49_979_687, count: 3_000_000, least: 50_000 },
  late: { factor: 15_487_469, count: 12, least: 0 },
  dx: { factor: 179_424_673, count: 4_000, least: 1 },
};
const numberAt = ({ factor, count, least }, row) => ((row * factor) % count) + least;

/**
 * Every indicator, check of lists and rule of supervision that cases alone allow, at three sets of keys, against one
 * scan of the same columns in DuckDB on two threads with as many aggregates over the same keys. Linking of stays is
 * timed apart (bench links: by sort, n log n). Counts of both are compared.
 */
export async function benchMonitor(_, { monitorCases: count, linkedStays, rounds }) {
  const input = makeInput(count);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE cases AS SELECT ${Object.entries(WHOLE)
      .map(([name, { factor, count: size, least }]) => `((range * ${factor}) % ${size} + ${least})::INTEGER AS ${name}`)
      .join(', ')} FROM range(${count})`,
  );
  const sql = scan();
  let ours;
  let theirs;
  const links = linkStays(input);
  const time = await medians(rounds, {
    monitor: () => {
      const facts = monitorFacts({ ...input, links });
      ours = { made: indicatorTables(facts), quality: judgeLists(facts), answers: supervise(facts) };
    },
    duckdb: async () => {
      theirs = await connection.runAndReadAll(sql);
    },
    link: () => {
      linkStays(input);
    },
  });
  check(ours, theirs, count);
  connection.closeSync();
  instance.closeSync();
  const { made, quality, answers } = ours;
  const computed = made.states.filter(({ missing }) => missing.length === 0).length;
  const checked = quality.checks.filter(({ missing }) => missing.length === 0).length;
  const asked = answers.filter(({ state }) => state === 'checked').length;
  const measures = new Set(
    made.states
      .filter(({ missing }) => missing.length === 0)
      .flatMap(({ indicator }) => Object.values(indicator.measures)),
  ).size;
  const sums = measures + checked + quality.uploads.length + asked;
  return [
    `monitoring ${count / 1e6} M cases: ${computed} indicators, ${checked} checks, ${asked} rules (${sums} sums in all); links are there`,
    `  ours, one thread        ${both(time.monitor)}   ${perSecond(count, time.monitor.wall)}`,
    `  DuckDB, ${aggregates().length} aggregates ${both(time.duckdb)}   ${ratio(time.monitor, time.duckdb)}   goal at most 3`,
    `  linking the stays       ${both(time.link)}`,
    ...(await growth(linkedStays, rounds)),
  ];
}

const READMISSION = { within_days: 31, hospital: 'any', group: 'any', principal: 'any', counts: 'first' };

/** Linking and one rule of readmission at two sizes: what a stay costs against n log n. */
async function growth(sizes, rounds) {
  const lines = [];
  const perStay = [];
  for (const count of sizes) {
    const table = stays(count);
    let hits = 0;
    const time = await medians(rounds, {
      link: () => {
        const columns = readmissions(linkStays({ table }), table, READMISSION);
        hits = columns.isHit.reduce((sum, hit) => sum + hit, 0);
      },
    });
    if (hits === 0) throw new Error('no stay came back');
    perStay.push(time.link.cpu / count);
    lines.push(
      `  ${count / 1e6} M stays: readmissions ${both(time.link)}   ${perSecond(count, time.link.wall)}   ${hits} hits`,
    );
  }
  const expected = Math.log(sizes.at(-1)) / Math.log(sizes[0]);
  const found = perStay.at(-1) / perStay[0];
  return [
    ...lines,
    `  a stay costs ${found.toFixed(2)} × as much at ${sizes.at(-1) / sizes[0]} × the stays (n log n: ${expected.toFixed(2)} ×; pairs: ${sizes.at(-1) / sizes[0]} ×)`,
  ];
}

/** Only what linking reads. */
function stays(count) {
  const shared = (Kind) => new Kind(new SharedArrayBuffer(count * Kind.BYTES_PER_ELEMENT));
  const admit = shared(Int32Array).map((_, row) => FIRST_DAY + (hash32(1, 2, row) % 340));
  const discharge = shared(Int32Array).map((_, row) => admit[row] + numberAt(WHOLE.days, row));
  const patients = Math.ceil(count / 1.7);
  return {
    caseCount: count,
    sourceRow: new Uint32Array(0),
    columns: {
      case_id: digits(count, (row) => row),
      patient_key: digits(count, (row) => hash32(1, 1, row) % patients),
      hospital_id: {
        kind: 'dictionary',
        codes: shared(Uint16Array).map((_, row) => numberAt(WHOLE.hospital, row)),
        values: Array.from({ length: 61 }, (_, h) => (h === 0 ? '' : `H${h}`)),
      },
      admit_date: { kind: 'day', values: admit },
      discharge_date: { kind: 'day', values: discharge },
    },
  };
}

function makeInput(count) {
  const shared = (Kind) => new Kind(new SharedArrayBuffer(count * Kind.BYTES_PER_ELEMENT));
  const fill = (Kind, of) => {
    const values = shared(Kind);
    for (let row = 0; row < count; row++) values[row] = of(row);
    return values;
  };
  const whole = (Kind, name) => fill(Kind, (row) => numberAt(WHOLE[name], row));
  const names = (prefix, size) => Array.from({ length: size + 1 }, (_, i) => (i === 0 ? '' : `${prefix}${i}`));
  const cost = whole(Float64Array, 'cost');
  const admit = whole(Int32Array, 'admit');
  const discharge = fill(Int32Array, (row) => admit[row] + numberAt(WHOLE.days, row));
  const money = (share) => ({ kind: 'money', values: fill(Float64Array, (row) => Math.floor(cost[row] * share)) });
  const dx = ['', ...Array.from({ length: 4_000 }, (_, i) => `${'ABCDEFGHIJKLMNOPQRST'[i % 20]}${10 + (i % 89)}.${i}`)];
  const offsets = new Uint32Array(new SharedArrayBuffer((count + 1) * 4)).map((_, row) => row * 3);
  const codes = new Uint16Array(new SharedArrayBuffer(count * 6));
  for (let row = 0; row < count; row++) {
    for (let k = 0; k < 3; k++) codes[row * 3 + k] = ((numberAt(WHOLE.dx, row) + k * 97) % 4_000) + 1;
  }
  const priced = allocatePricedColumns(count);
  for (let row = 0; row < count; row++) {
    priced.weightScaled[row] = 10_000;
    priced.standardFen[row] = 1_000_000;
    priced.payFen[row] = 1_000_000;
    priced.recordedFen[row] = Math.floor(cost[row] * 0.6);
    priced.patientFen[row] = cost[row] - priced.recordedFen[row];
    priced.fundFen[row] = priced.payFen[row] - priced.patientFen[row];
  }
  const groupNames = [
    '0000',
    ...Array.from({ length: 799 }, (_, g) => `${'BCDEF'[g % 5]}A${(g / 5) | 0}${'135'[g % 3]}`),
  ];
  const dictionary = (name, prefix) => ({
    kind: 'dictionary',
    codes: whole(Uint16Array, name),
    values: names(prefix, WHOLE[name].count),
  });
  const columns = {
    case_id: digits(count, (row) => row),
    patient_key: digits(count, (row) => (row * 48_271) % Math.ceil(count / 1.7)),
    hospital_id: dictionary('hospital', 'H'),
    department: dictionary('department', 'D'),
    admit_date: { kind: 'day', values: admit },
    discharge_date: { kind: 'day', values: discharge },
    upload_date: { kind: 'day', values: fill(Int32Array, (row) => discharge[row] + numberAt(WHOLE.late, row)) },
    los_days: { kind: 'integer', values: whole(Int16Array, 'days') },
    discharge_type: { kind: 'integer', values: fill(Int8Array, (row) => (numberAt(WHOLE.death, row) === 0 ? 5 : 1)) },
    sex: { kind: 'integer', values: whole(Int8Array, 'sex') },
    age_years: { kind: 'integer', values: whole(Int16Array, 'age') },
    dx: { kind: 'codes', offsets, codes, values: dx },
    px: { kind: 'codes', offsets: new Uint32Array(count + 1), codes: new Uint16Array(0), values: [''] },
    total_cost: { kind: 'money', values: cost },
    pooled_fund: money(0.6),
    self_funded: money(0.05),
    hospital_cost: money(0.9),
    cost_drug: money(0.3),
    cost_consumable: money(0.15),
    cost_nursing: money(0.05),
    cost_treatment: money(0.2),
    cost_service: money(0.1),
  };
  return {
    table: { caseCount: count, columns, sourceRow: new Uint32Array(0) },
    groups: { group: whole(Uint16Array, 'group_code'), status: shared(Uint8Array), reason: shared(Uint8Array) },
    catalogue: {
      schemeId: 'bench',
      schemeHash: '',
      codes: groupNames,
      mdcs: groupNames.map((code) => code[0]),
      adrgs: groupNames.map((code, g) => (g === 0 ? '' : code.slice(0, -1))),
      names: groupNames,
    },
    diagnoses: dx.slice(1),
    procedures: [],
    method: 'drg',
    rules: loadMonitorRules().rules,
    register: new Map(),
    pricing: { priced, timeline: timelineWith('example-national-base', []), unit: 'weight' },
  };
}

/** Texts of eight digits. */
function digits(count, numberOf) {
  const width = 8;
  const offsets = new Uint32Array(new SharedArrayBuffer((count + 1) * 4)).map((_, row) => row * width);
  const bytes = new Uint8Array(new SharedArrayBuffer(count * width));
  for (let row = 0; row < count; row++) {
    let rest = numberOf(row);
    for (let k = width - 1; k >= 0; k--) {
      bytes[row * width + k] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }
  return { kind: 'text', offsets, bytes };
}

/** As many aggregates as we sum measures, checks and rules: sums of amounts and counts under conditions. */
function aggregates() {
  const amounts = [1, 0.6, 0.05, 0.9, 0.3, 0.15, 0.05, 0.2, 0.1].map((share) => `sum(floor(cost * ${share}))`);
  const shown = ['days', 'cost / 1000000.0', 'days / 10.0', 'age'].map((what) => `sum(${what})`);
  const counted = [
    ...['death = 0', 'cost > 2000000', 'cost < 300000', 'days > 15', 'days < 2', 'late > 1', 'late > 10', 'sex = 1'],
    ...[
      'age < 10',
      'age > 60',
      'cost < 500000',
      'cost < 700000',
      'days > 10',
      'days > 12',
      'dx % 20 = 14',
      'dx % 7 = 1',
    ],
    ...['cost BETWEEN 1900000 AND 2100000', 'cost BETWEEN 200000 AND 400000', 'sex = 1 AND dx % 20 = 14'],
    ...[
      'age > 0 AND dx % 20 = 15',
      'cost < 300000 AND days > 2',
      'death = 0 AND cost < 500000',
      'late > 5',
      'days = 20',
    ],
    ...[3, 5, 7, 9, 11, 13, 14, 16, 17, 18].map((days) => `days > ${days}`),
    ...[400, 600, 800, 1_000, 1_200, 1_400].map((yuan) => `cost < ${yuan * 1_000}`),
    ...[70, 75, 80, 85].map((age) => `age > ${age}`),
  ].map((test) => `count(*) FILTER (WHERE ${test})`);
  return ['count(*)', ...amounts, ...shown, ...counted];
}

function scan() {
  const list = aggregates().map((aggregate, i) => `${aggregate} AS a${i}`);
  return `SELECT hospital, department, group_code, month, ${list.join(', ')}
    FROM (SELECT *, month(make_date(admit + days)) AS month FROM cases)
    GROUP BY GROUPING SETS ((hospital), (hospital, department), (group_code), (month))`;
}

function check({ made, quality }, theirs, count) {
  const hospitals = made.tables.find(({ schema }) => schema.name === 'monitor_hospitals');
  const names = theirs.columnNames();
  const rows = theirs.getRows().map((row) => Object.fromEntries(names.map((name, c) => [name, row[c]])));
  const own = rows.filter(({ hospital, department }) => hospital !== null && department === null);
  const cases = own.reduce((sum, row) => sum + Number(row.a0), 0);
  const late = own.reduce((sum, row) => sum + Number(row.a19), 0);
  const ours = quality.uploads[0].answers.reduce((sum, answer) => sum + (answer === 2 ? 1 : 0), 0);
  if (cases !== count || hospitals.rowCount !== own.length || late !== ours) {
    throw new Error(`DuckDB has ${cases} cases, ${own.length} hospitals, ${late} late lists; we ${count}, ${ours}`);
  }
}
