import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { needColumn } from '../../src/cases/case-table.js';
import { LEDGER_TABLE } from '../../src/cases/tables/ledger-table.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { insuranceName } from '../../src/policy/insurance-names.js';
import type { Insurance } from '../../src/policy/policy-schema.js';
import type { PolicyTimeline } from '../../src/policy/policy-timeline.js';
import { insuranceOfPool, ORIGINS, type Origin, poolKey } from '../../src/policy/pool-key.js';
import { withOriginPools } from '../../src/pricing/origin-pools.js';
import { priceCases } from '../../src/pricing/steps.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import type { LedgerEntry } from '../../src/settlement/ledger-entry.js';
import { LiteralRefusal } from '../../src/settlement/literal/literal-refusal.js';
import { clearLiterally } from '../../src/settlement/literal/settle-literally.js';
import { settleYear } from '../../src/settlement/steps.js';
import { failureOf, timelineOf } from '../policy/policy-document.js';
import { type PolicyDocument, type SmallCase, smallInput } from '../pricing/small-region.js';
import { temporaryFolder } from '../temporary-folder.js';
import { type ClearingRegion, clearingRegion } from './generated-clearing.js';

const regions = (insured_region: string, care_region: string): Pick<SmallCase, 'texts'> => ({
  texts: { insured_region, care_region },
});

/** Names of the pools that stays of employees belong to. */
function poolsOf(cases: readonly SmallCase[], policy: PolicyDocument): string[] {
  const { table } = withOriginPools(smallInput({ cases, policy }));
  const { values, codes } = needColumn(table, 'insurance', 'dictionary', 'settlement');
  return Array.from(codes, (code) => values[code]!);
}

const OTHERS = [
  { insurance: 'employee', fund: 1_000_000 },
  { insurance: 'employee', origin: 'other_city', fund: 1_000 },
];

test('codes of one city are local, of one province another city, others another province; a blank region of care is the region of the policy', () => {
  const cases = [
    regions('370800', '370800'),
    regions('370811', '370800'),
    regions('370100', '370800'),
    regions('110000', '370800'),
    regions('370100', ''),
    regions('', '370800'),
  ];
  const own = ['local', 'other_city', 'other_province'].map((origin) => ({ insurance: 'employee', origin, fund: 1 }));
  const policy = { region: '370800', pools: own };
  expect(poolsOf(cases, policy)).toEqual([
    'employee@local',
    'employee@local',
    'employee@other_city',
    'employee@other_province',
    'employee@other_city',
    'employee',
  ]);
  // A pool for every origin takes what has no pool of its own; without one, such a stay is named by its origin.
  expect(poolsOf(cases, { ...policy, pools: OTHERS })).toEqual([
    ...['employee', 'employee', 'employee@other_city', 'employee', 'employee@other_city', 'employee'],
  ]);
  expect(poolsOf(cases.slice(3), { ...policy, pools: OTHERS.slice(1) })[0]).toBe('employee@other_province');
});

test('names of regions, or another column, are told by patterns; a word that nothing explains is refused with what to do', () => {
  const byName = { pools: OTHERS, origins: { other_city: ['济南*', '青岛'], other_province: ['*北京*'] } };
  const cases = [regions('济宁', '济宁'), regions('济南市', '济宁'), regions('北京', '济宁')];
  expect(poolsOf(cases, byName)).toEqual(['employee', 'employee@other_city', 'employee']);
  const error = failureOf(() => poolsOf([regions('烟台', '济宁')], byName));
  expect(error.code).toBe('origin_unknown');
  expect(error.text('zh')).toContain('无法判断“烟台”（就医地 济宁）');
  const byColumn = { pools: OTHERS, origins: { column: 'referral_filed', local: ['本地'], other_city: ['省内*'] } };
  const filed = ['本地', '省内备案', ''].map((referral_filed) => ({ texts: { referral_filed } }));
  expect(poolsOf(filed, byColumn)).toEqual(['employee', 'employee@other_city', 'employee']);
});

test("without a pool that names an origin nothing is changed; a pool's rate is its own, else that of its insurance", async () => {
  const plain = smallInput({ cases: [regions('1', '2')] });
  expect(withOriginPools(plain)).toBe(plain);
  const cases = [regions('370800', '370800'), regions('370100', '370800')];
  const standards = async (value: object) => {
    const input = withOriginPools(smallInput({ cases, policy: { pools: OTHERS, rate: { kind: 'fixed', value } } }));
    return [...(await priceCases(input, inlineExecutor)).standardFen];
  };
  expect(await standards({ employee: 100, 'employee@other_city': 90 })).toEqual([10_000, 9_000]);
  expect(await standards({ employee: 100 })).toEqual([10_000, 10_000]);
});

/** Written apart from the engine: which pool a stay belongs to. */
function literalPool(timeline: PolicyTimeline, insurance: string, home: string, care: string): string {
  const pools = timeline.segments.flatMap(({ policy }) => policy.pools);
  if (home === '' || insurance === '') return insurance;
  let origin: Origin = 'other_province';
  if (home.startsWith(care.slice(0, 2))) origin = 'other_city';
  if (home.startsWith(care.slice(0, 4))) origin = 'local';
  const hasOwn = pools.some((pool) => pool.insurance === insurance && pool.origin === origin);
  const hasAny = pools.some((pool) => pool.insurance === insurance && pool.origin === undefined);
  return hasAny && !hasOwn ? insurance : `${insurance}@${origin}`;
}

const HOMES = ['370800', '370811', '370100', '110000', ''];

test('the literal clearing and the fast one agree on 400 random regions whose pools are for people of one origin; every stay is in one pool and Σ pools and lines is what was priced', async () => {
  const seen = new Map<string, number>();
  const withOrigins = fc
    .tuple(
      clearingRegion,
      fc.infiniteStream(fc.constantFrom(...HOMES)),
      fc.uniqueArray(
        fc.record({
          insurance: fc.constantFrom<Insurance>('employee', 'resident'),
          origin: fc.constantFrom<Origin>('local', 'other_city', 'other_province'),
          fund: fc.constantFrom(50_000, 12_345.67, 400_000),
        }),
        { minLength: 1, maxLength: 3, selector: ({ insurance, origin }) => `${insurance} ${origin}` },
      ),
      fc.boolean(),
    )
    .map(([region, homes, own, keepsOthers]) => ({
      ...region,
      ledger: region.ledger?.flatMap((entry) =>
        [undefined, ...ORIGINS].map((origin) => ({ ...entry, insurance: poolKey({ ...entry, origin }) })),
      ),
      cases: region.cases.map((one) => ({ ...one, ...regions(homes.next().value!, '370800') })),
      timeline: {
        ...region.timeline!,
        segments: region.timeline!.segments.map(({ policy, ...days }) => {
          const pools = own.map((pool) => ({ reserve: 0, fund_share: 0.7, ...pool }));
          return { ...days, policy: { ...policy, pools: keepsOthers ? [...policy.pools, ...pools] : pools } };
        }),
      },
    }));
  await fc.assert(
    fc.asyncProperty(withOrigins, async (region) => {
      const plain = { ...smallInput(region), register: region.register };
      const input = withOriginPools(plain);
      const { values, codes } = needColumn(input.table, 'insurance', 'dictionary', 'settlement');
      region.cases.forEach(({ insurance = 'employee', texts }, row) => {
        const pool = literalPool(region.timeline, insurance, texts!.insured_region!, '370800');
        expect(values[codes[row]!]).toBe(pool);
        seen.set(pool, (seen.get(pool) ?? 0) + 1);
      });
      let literal: ReturnType<typeof clearLiterally>;
      try {
        const priced = await priceCases(input, inlineExecutor);
        const fast = settleYear({ ...input, priced, ledger: region.ledger });
        checkLedger(region, fast, seen);
        literal = clearLiterally({ ...input, ledger: region.ledger });
        for (const { hospital, insurance, final, toPay } of literal.accounts) {
          const lines = fast.statements.filter((one) => one.hospitalId === hospital && one.insurance === insurance);
          const amount = (name: string) => lines.find(({ line }) => line === name)?.amountFen;
          expect(BigInt(amount('final_fund')!)).toBe(final);
          expect(BigInt(amount('to_pay') ?? amount('final_fund')!)).toBe(toPay);
        }
        const { cells, pools } = fast;
        literal.cells.forEach((cell, c) => {
          expect(BigInt(cells.sums.fund[c]!)).toBe(cell.fund);
        });
        const pay = cells.sums.pay.reduce((sum, fen) => sum + fen, 0);
        expect(pay).toBe(paidByQuota(priced, fast));
        const inPools = new Set(pools.map(({ insurance }) => insurance));
        const paid = pools.reduce((sum, { paidFund }) => sum + paidFund, 0);
        let ofPools = 0;
        for (let c = 0; c < cells.cellCount; c++) {
          if (inPools.has(cells.insurances[cells.insurance[c]!]!)) ofPools += cells.sums.fund[c]!;
        }
        expect(paid).toBe(ofPools);
        seen.set('cleared', (seen.get('cleared') ?? 0) + 1);
      } catch (error) {
        if (error instanceof LiteralRefusal || !(error instanceof EngineError)) throw error;
        seen.set('refused', (seen.get('refused') ?? 0) + 1);
      }
    }),
    { numRuns: 400, seed: 20261129 },
  );
  expect(seen.get('set off against a pool by origin')).toBeGreaterThan(30);
  for (const key of ['cleared', 'employee', 'employee@local', 'employee@other_city', 'resident@other_province']) {
    expect([key, seen.get(key) ?? 0]).toEqual([key, expect.toSatisfy((times: number) => times > 30)]);
  }
});

/** Every entry of the year that no step reads is set off in the account that it names, or told in the notice: Σ is Σ. */
function checkLedger(
  { ledger = [], timeline }: ClearingRegion,
  { statements, notices }: ReturnType<typeof settleYear>,
  seen: Map<string, number>,
): void {
  const accounts = new Set(statements.map(({ hospitalId, insurance }) => `${hospitalId} ${insurance}`));
  const ofYear = ledger.filter(({ month }) => month.startsWith('2026'));
  const isKnown = (entry: LedgerEntry) => accounts.has(`${entry.hospitalId} ${entry.insurance}`);
  const stray = notices.find(({ code }) => code === 'ledger_without_account')?.count ?? 0;
  expect(stray).toBe(ofYear.filter((entry) => !isKnown(entry)).length);
  const formulas = timeline!.segments
    .at(-1)!
    .policy.clearing.steps.map((step) => JSON.stringify(step))
    .join();
  for (const [kind, sign] of [
    ['dispute', 1],
    ['adjustment', 1],
    ['deduction', -1],
    ['prepayment', -1],
  ] as const) {
    if (formulas.includes(`ledger_${kind}`)) continue;
    for (const account of accounts) {
      const isOwn = (one: { readonly hospitalId: string; readonly insurance: string }) =>
        `${one.hospitalId} ${one.insurance}` === account;
      const own = ofYear.filter((entry) => entry.kind === kind && isOwn(entry));
      const lines = statements.filter((one) => one.line === `ledger_${kind}` && isOwn(one));
      const total = (amounts: readonly { readonly amountFen: number }[]) =>
        amounts.reduce((sum, { amountFen }) => sum + amountFen, 0);
      expect(total(lines)).toBe(own.length === 0 ? 0 : sign * total(own));
      if (own.length > 0 && account.includes('@')) {
        const key = 'set off against a pool by origin';
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }
  }
}

/** Σ pay after quotas, from the cases' own columns. */
function paidByQuota(
  priced: Awaited<ReturnType<typeof priceCases>>,
  { statements }: ReturnType<typeof settleYear>,
): number {
  const quota = statements.filter(({ line }) => line.startsWith('quota')).reduce((sum, one) => sum + one.amountFen, 0);
  return priced.payFen.reduce((sum, fen) => sum + fen, 0) + quota;
}

test('a run clears a point value of each month, insurance and origin of its own: 80.00 at home, 40.00 for another city, and the tables add up', async () => {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const policy = write(
    'policy.yaml',
    `id: origins
title: {zh: 来源, en: origins}
region: "370800"
year: 2026
scheme: chs-drg-2.0
method: drg-points
pools:
  - {insurance: employee, fund: 9600}
  - {insurance: employee, origin: other_city, fund: 4800}
weights: {table: weights.csv}
rate: {kind: floating, opening: 80, form: fund, period: month}
clearing: {steps: [reserve, carve_outs, point_value]}
`,
  );
  write('weights.csv', '# scheme: chs-drg-2.0\n# unit: points\ngroup,weight\nES35,10\n');
  const register = write('register.csv', 'hospital_id,level\nH1,三级甲等\n');
  const head =
    'case_id,dx,sex,age_years,los_days,hospital_id,insurance,discharge_date,total_cost,pooled_fund,insured_region';
  const row = (id: string, region: string) => `${id},J18.900,1,60,8,H1,employee,2026-03-05,1000,1000,${region}`;
  const rows = [row('home', '370811'), row('away', '370100')];
  const files = [write('cases.csv', [`${head},care_region`, ...rows.map((text) => `${text},370800`), ''].join('\n'))];
  const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
  const ledger = write(
    'ledger.csv',
    `hospital_id,insurance,month,kind,amount,document
H1,employee@other_city,2026-03,prepayment,30,D1
H1,职工医保（省内异地）,2026-03,dispute,2.50,D2
H1,employee@local,2026-03,deduction,7,D3
`,
  );
  const result = await runSettle({ files, policy, register, ledger, out: join(folder, 'out') }, context);
  const columns = (name: string) => result.tables.find((table: ResultTable) => table.schema.name === name)!.columns;
  const values = columns('point_values');
  expect([...values.insurance!]).toEqual(['employee', 'employee@other_city']);
  expect([...values.period!]).toEqual(['2026-03', '2026-03']);
  expect([...values.closing!]).toEqual([80, 40]);
  expect([...values.paid!]).toEqual([80_000, 40_000]);
  // 400.00 for the stay from another city, 2.50 after a dispute, 30.00 had come in advance; at home nothing is set off.
  const lines = result.model.statements.flatMap(({ lines: own }) =>
    own.map(({ insurance, line, amountFen }) => `${insurance} ${line} ${amountFen}`),
  );
  expect(lines).toContain('employee final_fund 80000');
  expect(lines).toContain('employee@other_city ledger_dispute 250');
  expect(lines).toContain('employee@other_city to_pay 37250');
  expect(lines.filter((text) => text.startsWith('employee ledger_'))).toEqual([]);
  // Where the policy has no pool of the origin, the entry is told with the name that was written.
  const told = result.model.notices.map(({ zh }) => zh).find((zh) => zh.startsWith('台账'));
  expect(told).toContain('1 笔（合计 7.00 元）');
  expect(told).toContain('H1 employee@local');
});

test('policy check: a pool twice, origins without such a pool, a column that is none, values that are not listed; names in words', () => {
  const codes = (pools: string, origins?: string) =>
    checkPolicy(timelineOf({ pools, ...(origins === undefined ? {} : { origins }) }))
      .filter(({ code }) => /pool_twice|origin/.test(code))
      .map(({ code, path }) => `${code} ${path}`);
  const two = '[{insurance: employee, fund: 1}, {insurance: employee, origin: local, fund: 1}]';
  expect(codes(two)).toEqual([]);
  const twice = two.replace('{insurance: employee, fund: 1}', '{insurance: employee, origin: local, fund: 2}');
  expect(codes(twice)).toEqual(['pool_twice pools.employee@local']);
  expect(codes('[{insurance: employee, fund: 1}]', '{local: [a]}')).toEqual(['origins_unused origins']);
  expect(codes(two, '{column: total_cost, local: [a]}')).toEqual(['origin_column_unknown origins.column']);
  expect(codes(two, '{column: referral_filed}')).toEqual(['origin_values_missing origins']);
  const patched = timelineOf({ pools: two }, '  - {path: pools.employee@local.fund, scale: 2}');
  expect(patched.segments[0]!.policy.pools.map(({ fund }) => fund)).toEqual([1, 2]);
  expect(insuranceName('resident@other_province')).toEqual({ zh: '居民（跨省）', en: 'resident, of another province' });
  expect(insuranceOfPool('resident@other_province')).toBe('resident');
});

test('the ledger may name exactly the pools that a policy can have: 3 insurances, each whole or of 3 origins', () => {
  const { values } = LEDGER_TABLE.columns.find(({ name }) => name === 'insurance')!;
  const insurances = ['employee', 'resident', 'other'];
  const pools = insurances.flatMap((insurance) =>
    [undefined, ...ORIGINS].map((origin) => poolKey({ insurance, origin })),
  );
  expect(Object.keys(values!).sort()).toEqual(pools.sort());
});
