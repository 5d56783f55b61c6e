import { DuckDBInstance } from '@duckdb/node-api';
import { hash32 } from '../dist/src/kernel/random.js';
import { linkStays } from '../dist/src/links/link-stays.js';
import { readmissions } from '../dist/src/links/readmissions.js';
import { both, medians, perSecond } from './time.mjs';

const SIZES = [1_000_000, 5_000_000];
const STAYS_PER_PATIENT = 1.7;
/** 1 January 2026 and 2027. */
const FIRST_DAY = 20_454;
const NEXT_YEAR = FIRST_DAY + 365;
const RULE = { within_days: 15, hospital: 'any', group: 'same', principal: 'any', counts: 'first' };

/**
 * Linking stays (nearest before and after, number of the year, overlaps) and one readmission rule, at two sizes, to show
 * how time grows. Beside it what window functions in DuckDB can say of it on one thread, on columns that already lie in
 * it: the neighbours of each stay by admission and its number of the year, as columns in the order of rows. Overlaps and
 * stays within stays are not in it. Numbers of stays are compared.
 */
export async function benchLinks(_, { seed, rounds }) {
  const lines = ['linking stays by patient, one thread'];
  const perCase = [];
  for (const count of SIZES) {
    const { table, groups } = makeStays(count, seed);
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    await load(connection, table);
    let links;
    let hits = 0;
    const time = await medians(rounds, {
      link: () => {
        links = linkStays({ table, groups });
      },
      rule: () => {
        hits = readmissions(links, table, RULE).isHit.reduce((sum, hit) => sum + hit, 0);
      },
      duckdb: async () => {
        await connection.run(`CREATE OR REPLACE TABLE linked AS
          SELECT row, lag(row) OVER time AS previous_row, lead(row) OVER time AS next_row,
                 admit - lag(discharge) OVER time AS days_since_previous,
                 lead(admit) OVER time - discharge AS days_to_next,
                 row_number() OVER (PARTITION BY patient, year ORDER BY discharge, admit, id) AS stay_number
          FROM stays WINDOW time AS (PARTITION BY patient ORDER BY admit, discharge, id) ORDER BY row`);
      },
    });
    const reader = await connection.runAndReadAll('SELECT sum(stay_number) FROM linked');
    const theirs = Number(reader.getRows()[0][0]);
    const ours = links.stayNumberOfYear.reduce((sum, number) => sum + number, 0);
    if (theirs !== ours || hits === 0) throw new Error(`stay numbers add up to ${ours}, in DuckDB to ${theirs}`);
    connection.closeSync();
    instance.closeSync();
    perCase.push(time.link.cpu / count);
    lines.push(
      `  ${count / 1e6} M stays`,
      `    linkStays                ${both(time.link)}   ${perSecond(count, time.link.cpu)}`,
      `    readmissions             ${both(time.rule)}   ${hits} within ${RULE.within_days} days in the same group`,
      `    DuckDB, without overlaps ${both(time.duckdb)}   (by processor time ours is ${(time.duckdb.cpu / time.link.cpu).toFixed(1)} × faster)`,
    );
  }
  const growth = perCase.at(-1) / perCase[0];
  const logarithms = Math.log(SIZES.at(-1)) / Math.log(SIZES[0]);
  lines.push(
    `  a stay costs ${growth.toFixed(2)} × as much at ${SIZES.at(-1) / SIZES[0]} × the stays (n log n: ${logarithms.toFixed(2)} ×)`,
  );
  return lines;
}

/** Stays of a year in random order of patients and days. */
function makeStays(count, seed) {
  const shared = (Kind, length) => new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT));
  const patients = Math.ceil(count / STAYS_PER_PATIENT);
  const admit = shared(Int32Array, count);
  const discharge = shared(Int32Array, count);
  const hospital = shared(Uint16Array, count);
  const group = shared(Uint16Array, count);
  const patient = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    patient[row] = hash32(seed, 1, row) % patients;
    admit[row] = FIRST_DAY + (hash32(seed, 2, row) % 355);
    discharge[row] = admit[row] + (hash32(seed, 3, row) % 15);
    hospital[row] = 1 + (hash32(seed, 4, row) % 200);
    // Few groups a patient, so that some come back in the same one.
    group[row] = 1 + ((patient[row] * 7 + (hash32(seed, 5, row) % 3)) % 600);
  }
  const columns = {
    case_id: digits(count, (row) => row),
    patient_key: digits(count, (row) => patient[row]),
    hospital_id: {
      kind: 'dictionary',
      codes: hospital,
      values: Array.from({ length: 201 }, (_, i) => (i === 0 ? '' : `H${i}`)),
    },
    admit_date: { kind: 'day', values: admit },
    discharge_date: { kind: 'day', values: discharge },
  };
  const sourceRow = shared(Uint32Array, count).map((_, row) => row + 1);
  const groups = { group, status: shared(Uint8Array, count), reason: shared(Uint8Array, count) };
  return { table: { caseCount: count, columns, sourceRow }, groups };
}

/** Texts of ten digits. */
function digits(count, numberOf) {
  const width = 10;
  const offsets = new Uint32Array(new SharedArrayBuffer((count + 1) * 4));
  const bytes = new Uint8Array(new SharedArrayBuffer(count * width));
  for (let row = 0; row < count; row++) {
    let rest = numberOf(row);
    for (let k = width - 1; k >= 0; k--) {
      bytes[row * width + k] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    offsets[row + 1] = (row + 1) * width;
  }
  return { kind: 'text', offsets, bytes };
}

async function load(connection, table) {
  await connection.run(
    'CREATE TABLE stays (id VARCHAR, patient VARCHAR, admit INTEGER, discharge INTEGER, year INTEGER, row INTEGER)',
  );
  const { case_id, patient_key, admit_date, discharge_date } = table.columns;
  const text = (column, row) =>
    Buffer.from(column.bytes.slice(column.offsets[row], column.offsets[row + 1])).toString();
  const appender = await connection.createAppender('stays');
  for (let row = 0; row < table.caseCount; row++) {
    appender.appendVarchar(text(case_id, row));
    appender.appendVarchar(text(patient_key, row));
    appender.appendInteger(admit_date.values[row]);
    appender.appendInteger(discharge_date.values[row]);
    appender.appendInteger(discharge_date.values[row] < NEXT_YEAR ? 2026 : 2027);
    appender.appendInteger(row);
    appender.endRow();
  }
  appender.closeSync();
}
