import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type AuxiliaryChoice, auxiliaryFacts } from '../../../src/grouping/auxiliary/auxiliary-facts.js';
import { auxiliaryPass } from '../../../src/grouping/auxiliary/auxiliary-pass.js';
import { readClassList } from '../../../src/grouping/auxiliary/class-list.js';
import { codeMask, meetsCode, readCodePattern } from '../../../src/grouping/auxiliary/code-mask.js';
import { readComorbidities } from '../../../src/grouping/auxiliary/comorbidity-definition.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { type AuxiliaryCase, auxiliaryTable } from './small-table.js';

const examples = join(packageRoot(), 'examples', 'auxiliary');
const scratch = mkdtempSync(join(tmpdir(), 'auxiliary-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const definition = readComorbidities('charlson-quan-2005', '.');

async function charlson(
  cases: readonly AuxiliaryCase[],
  more: Partial<{ diagnoses: 'others' | 'all'; age: 'none' | 'decades'; weights: string }> = {},
): Promise<number[]> {
  const choice = { definition, diagnoses: 'all' as const, age: 'none' as const, ...more };
  const facts = await auxiliaryFacts(
    { comorbidity: { name: 'charlson', choice }, lists: [] },
    auxiliaryTable(cases),
    inlineExecutor,
  );
  return [...facts.charlson!];
}

async function classes(file: string, cases: readonly AuxiliaryCase[], folder = examples): Promise<number[]> {
  const chosen: AuxiliaryChoice = { lists: [{ name: 'it', list: readClassList(file, folder) }] };
  return [...(await auxiliaryFacts(chosen, auxiliaryTable(cases), inlineExecutor)).it!];
}

describe('the Charlson index by the ICD-10 coding algorithm of Quan et al.', () => {
  it('has 17 conditions, whose weights of 1987 add up to 33', () => {
    expect(definition.conditions).toHaveLength(17);
    const sum = definition.conditions.reduce((points, { weights }) => points + weights.charlson_1987!, 0);
    expect(sum).toBe(10 * 1 + 3 + 2 * 4 + 6 + 6);
  });

  it('counts each disease family once, by the heaviest: liver 1 and 3 → 3, diabetes 1 and 2 → 2, tumour 2 and 6 → 6', async () => {
    expect(await charlson([{ dx: 'K74.100 K76.600' }])).toEqual([3]);
    expect(await charlson([{ dx: 'E11.900 E11.200x021' }])).toEqual([2]);
    expect(await charlson([{ dx: 'C34.900 C78.000x003' }])).toEqual([6]);
    expect(await charlson([{ dx: 'C34.900 C18.900 C50.900' }])).toEqual([2]);
    expect(await charlson([{ dx: 'I21.900 I22.000 I25.200' }])).toEqual([1]);
  });

  it('adds up different families: infarction 1, heart failure 1, renal 2, AIDS 6 → 10', async () => {
    expect(await charlson([{ dx: 'I21.900 I50.900 N18.500 B24.x00' }])).toEqual([10]);
  });

  it('tells near codes apart: E10.8 is without complication, E10.7 with; B23 is no AIDS code; K70.4 is severe', async () => {
    expect(
      await charlson(['E10.800', 'E10.700', 'B23.800', 'K70.400', 'G83.500', 'I25.100'].map((dx) => ({ dx }))),
    ).toEqual([1, 2, 0, 3, 0, 0]);
  });

  it('leaves the principal out where the others are asked for, and all counts it', async () => {
    const cases = [{ dx: 'I21.900 N18.500' }, { dx: 'I21.900' }];
    expect(await charlson(cases, { diagnoses: 'others' })).toEqual([2, 0]);
    expect(await charlson(cases)).toEqual([3, 1]);
  });

  it('adds points by decade from 50: 49 → 0, 50 → 1, 69 → 2, 70 → 3, 80 → 4; a missing age makes the index missing', async () => {
    const ages = [49, 50, 59, 60, 69, 70, 79, 80, 95, undefined];
    const cases = ages.map((age) => ({ dx: 'I10.x00', ...(age === undefined ? {} : { age }) }));
    expect(await charlson(cases, { age: 'decades' })).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4, -1]);
    expect(await charlson(cases)).toEqual(ages.map(() => 0));
  });

  it('takes other weights by name: infarction 0 and heart failure 2 by those of 2011', async () => {
    expect(await charlson([{ dx: 'I21.900' }, { dx: 'I50.900' }], { weights: 'quan_2011' })).toEqual([0, 2]);
    await expect(charlson([{ dx: 'I21.900' }], { weights: 'mine' })).rejects.toMatchObject({
      code: 'auxiliary_weights_unknown',
      details: { known: 'charlson_1987, quan_2011' },
    });
  });

  it('is missing for a case without a diagnosis, never zero', async () => {
    expect(await charlson([{ dx: '' }, { dx: 'I10.x00' }])).toEqual([-1, 0]);
  });

  it('equals a plain reading of the definition on random cases', async () => {
    const codes = definition.conditions.flatMap(({ prefixes }) =>
      prefixes.map((prefix) => `${prefix}${prefix.length === 3 ? '.900' : '00'}`),
    );
    const code = fc.constantFrom(...codes, 'I10.x00', 'K35.800', 'Z51.100', 'C44.900', 'E11.500x041');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(code, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 8 }),
        async (lists) => {
          const plain = lists.map((list) => {
            const heaviest = new Map<string, number>();
            for (const { name, family, prefixes, weights } of definition.conditions) {
              if (!list.some((text) => prefixes.some((prefix) => text.startsWith(prefix)))) continue;
              const key = family ?? name;
              heaviest.set(key, Math.max(heaviest.get(key) ?? 0, weights.charlson_1987!));
            }
            return [...heaviest.values()].reduce((sum, points) => sum + points, 0);
          });
          expect(await charlson(lists.map((list) => ({ dx: list.join(' ') })))).toEqual(plain);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('lists of classes', () => {
  it('severity, cities: exactly 3 days is I-A and death IV-A, 4 days I-B and IV-B; CC II, MCC III', async () => {
    const day = (los: number, more: AuxiliaryCase = {}) => ({ dx: 'K35.800', los, type: 1, ...more });
    const found = await classes('severity-city.yaml', [
      day(3),
      day(4),
      day(3, { type: 5 }),
      day(4, { type: 5 }),
      day(9, { dx: 'K35.800 N18.500' }),
      day(9, { dx: 'K35.800 N18.500 R57.200' }),
      day(9, { dx: 'R57.200' }),
    ]);
    expect(found).toEqual([1, 2, 5, 6, 3, 4, 2]);
  });

  it('severity, 3.0 reading: death at exactly 3 days is B; severe and moderate from 3 days, at 2 days neither', async () => {
    const found = await classes('severity-3.0.yaml', [
      { dx: 'K35.800', los: 2, type: 5 },
      { dx: 'K35.800', los: 3, type: 5 },
      { dx: 'K35.800 R57.200', los: 3, type: 1 },
      { dx: 'K35.800 R57.200', los: 2, type: 1 },
      { dx: 'K35.800 I63.900', los: 3, type: 1 },
      { dx: 'K35.800 I65.900', los: 3, type: 1 },
    ]);
    expect(found).toEqual([4, 5, 3, 0, 2, 0]);
  });

  it('tumours: death before chemotherapy before metastasis; a case without a tumour is 0', async () => {
    const found = await classes('tumour-city.yaml', [
      { dx: 'C34.900 C78.000', type: 5 },
      { dx: 'Z51.100 C34.900', type: 1 },
      { dx: 'C34.900 C79.300', type: 1 },
      { dx: 'C34.900', type: 1 },
      { dx: 'I10.x00', type: 1 },
    ]);
    expect(found).toEqual([7, 6, 4, 1, 0]);
  });

  it('tumours and ages, 3.0 reading: metastasis from 3 days; 64, 65, 69, 70, 79 and 80 years', async () => {
    const tumours = await classes('tumour-3.0.yaml', [
      { dx: 'C34.900 C78.000', los: 3, type: 1 },
      { dx: 'C34.900 C78.000', los: 2, type: 1 },
      { dx: 'C34.900 R57.200', los: 2, type: 1 },
      { dx: 'C34.900 N18.500', los: 2, type: 5 },
      { dx: 'C34.900 N18.500', los: 2, type: 1 },
    ]);
    expect(tumours).toEqual([4, 1, 3, 5, 2]);
    const ages = [64, 65, 69, 70, 79, 80].map((age) => ({ dx: 'I10.x00', age }));
    expect(await classes('ages-3.0.yaml', ages)).toEqual([0, 5, 5, 6, 6, 7]);
  });

  it('ages: 28 days, 29 days, 1, 6, 7, 17, 18, 65 and 66 years', async () => {
    const found = await classes('ages.yaml', [
      { dx: 'P07.300', age: 0, ageDays: 28 },
      { dx: 'P07.300', age: 0, ageDays: 29 },
      ...[1, 6, 7, 17, 18, 65, 66].map((age) => ({ dx: 'I10.x00', age })),
    ]);
    expect(found).toEqual([1, 2, 3, 3, 4, 4, 0, 0, 5]);
  });

  it('is missing where a number that decides is missing, and known where it does not decide', async () => {
    const found = await classes('severity-3.0.yaml', [
      { dx: 'K35.800 R57.200', type: 1 },
      { dx: 'K35.800', type: 1 },
      { dx: 'K35.800', los: 2 },
      { dx: '', los: 2, type: 1 },
    ]);
    expect(found).toEqual([-1, 0, -1, 0]);
  });

  it('gives the same bytes however the rows are split', async () => {
    const cases = Array.from({ length: 200 }, (_, i) => ({
      dx: `K35.800 ${['R57.200', 'N18.500', 'I10.x00'][i % 3]}`,
      los: i % 7,
      type: i % 11 === 0 ? 5 : 1,
    }));
    const chosen: AuxiliaryChoice = { lists: [{ name: 'it', list: readClassList('severity-city.yaml', examples) }] };
    const whole = await auxiliaryFacts(chosen, auxiliaryTable(cases), inlineExecutor);
    const split = await auxiliaryFacts(chosen, auxiliaryTable(cases), {
      workerCount: 0,
      run: async (pass, payload, rows) => {
        for (let from = 0; from < rows; from += 7) pass.rows(payload, from, Math.min(rows, from + 7));
      },
    });
    expect(split.it).toEqual(whole.it);
    expect(auxiliaryPass.name).toBe('auxiliary');
  });

  it.each([
    ['auxiliary_list_unknown', 'lists: {a: [A41]}', 'when: {others: [b]}'],
    ['auxiliary_code_invalid', 'lists: {a: ["败血症"]}', 'when: {others: [a]}'],
    ['auxiliary_shape', 'lists: {a: [A41]}', 'when: {other: [a]}'],
    ['auxiliary_shape', 'lists: {a: [A41]}', 'when: {numbers: {los_days: {to: three}}}'],
    ['auxiliary_file_missing', 'lists: {a: {file: gone.csv}}', 'when: {others: [a]}'],
    ['auxiliary_list_empty', 'lists: {a: {file: codes.csv, class: "9"}}', 'when: {others: [a]}'],
  ])('refuses with %s: %s, %s', (code, lists, when) => {
    mkdirSync(scratch, { recursive: true });
    writeFileSync(join(scratch, 'codes.csv'), 'code,class\nA41,1\n');
    const text = `format: drgdip-auxiliary/1\nid: mine\ntitle: {zh: 我的, en: mine}\nprovenance: {document: 某文, trust: unverified}\n${lists}\nclasses:\n  - {class: 1, name: one, zh: 一, en: one, ${when}}\n`;
    writeFileSync(join(scratch, 'mine.yaml'), text);
    expect(() => readClassList('mine.yaml', scratch)).toThrow(expect.objectContaining({ code }));
  });

  it('asks for a principal, for none of a list, and for a procedure; a table without procedures has none', async () => {
    const text = (when: string) =>
      `format: drgdip-auxiliary/1\nid: mine\ntitle: {zh: 我的, en: mine}\nprovenance: {document: 某文, trust: unverified}\nlists: {a: [A41, "I60-I69"], p: [47.0]}\nclasses:\n  - {class: 7, name: one, zh: 一, en: one, ${when}}\n`;
    const cases = [
      { dx: 'A41.900 I10.x00', px: '47.0100' },
      { dx: 'I10.x00 A41.900', px: '51.2300' },
      { dx: 'I10.x00 I69.100' },
      { dx: 'I70.000', px: '47.0100' },
      { dx: '', px: '47.0100' },
    ];
    const found = async (when: string, table = auxiliaryTable(cases)) => {
      writeFileSync(join(scratch, 'asks.yaml'), text(when));
      const list = readClassList('asks.yaml', scratch);
      return [...(await auxiliaryFacts({ lists: [{ name: 'it', list }] }, table, inlineExecutor)).it!];
    };
    expect(await found('when: {principal: [a]}')).toEqual([7, 0, 0, 0, -1]);
    expect(await found('when: {others: [a]}')).toEqual([0, 7, 7, 0, -1]);
    expect(await found('when: {diagnoses: [a]}')).toEqual([7, 7, 7, 0, -1]);
    expect(await found('when: {no_diagnosis: [a]}')).toEqual([0, 0, 0, 7, -1]);
    expect(await found('when: {procedures: [p]}')).toEqual([7, 0, 0, 7, 7]);
    // A case without diagnoses is unknown only where the rest does not decide.
    expect(await found('when: {diagnoses: [a], procedures: [p]}')).toEqual([7, 0, 0, 0, -1]);
    const table = auxiliaryTable(cases);
    const { px: _, ...columns } = table.columns;
    expect(await found('when: {procedures: [p]}', { ...table, columns })).toEqual([0, 0, 0, 0, 0]);
  });

  it('takes codes one a line or by class of a CSV, and says "—" for the known where no list is stated', () => {
    mkdirSync(scratch, { recursive: true });
    writeFileSync(join(scratch, 'plain.txt'), '# taken from a list\n\nA41\n"R57.2"\n');
    writeFileSync(join(scratch, 'two.csv'), 'class,code\n1,A41\n2,B20\n1,\n');
    const text = (lists: string, when: string) => {
      const head = 'format: drgdip-auxiliary/1\nid: mine\ntitle: {zh: 我的, en: mine}\n';
      const classes = `classes:\n  - {class: 1, name: one, zh: 一, en: one, when: {${when}}}\n`;
      writeFileSync(
        join(scratch, 'files.yaml'),
        `${head}provenance: {document: 某文, trust: unverified}\n${lists}${classes}`,
      );
      return readClassList('files.yaml', scratch);
    };
    expect(text('lists: {a: {file: plain.txt}}\n', 'others: [a]').lists.get('a')).toEqual([
      { from: 'A41', to: 'A41' },
      { from: 'R57.2', to: 'R57.2' },
    ]);
    expect(text('lists: {a: {file: two.csv, class: "2"}}\n', 'others: [a]').lists.get('a')).toEqual([
      { from: 'B20', to: 'B20' },
    ]);
    expect(
      text('lists: {a: {file: two.csv, class: "2"}, b: {file: two.csv, class: "2"}}\n', 'others: [a]').files.length,
    ).toBe(2);
    expect(() => text('', 'others: [a]')).toThrow(
      expect.objectContaining({ code: 'auxiliary_list_unknown', details: expect.objectContaining({ known: '—' }) }),
    );
    writeFileSync(join(scratch, 'broken.yaml'), 'format: [\n');
    expect(() => readClassList('broken.yaml', scratch)).toThrow(
      expect.objectContaining({ code: 'scheme_yaml_syntax' }),
    );
  });

  it('reads patterns: a star at the end says nothing more, ranges go upwards and keep to one kind', () => {
    const read = (one: string) => readCodePattern(one);
    expect(read(' r57.2* ')).toEqual({ from: 'R57.2', to: 'R57.2' });
    expect(read('47-49')).toEqual({ from: '47', to: '49' });
    expect([read('I69-I60'), read('I60-70'), read('败血症'), read('')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(meetsCode({ from: 'I60', to: 'I69' }, 'i69.1')).toBe(true);
    expect(meetsCode({ from: 'I60', to: 'I69' }, 'I70.0')).toBe(false);
    expect(meetsCode({ from: 'R57.2', to: 'R57.2' }, 'R57')).toBe(false);
    expect([...codeMask(undefined, [{ from: 'A', to: 'A' }])]).toEqual([]);
  });

  it('names a file that is not there, with the name of the policy’s entry', () => {
    expect(() => readClassList('none.yaml', scratch)).toThrow(
      expect.objectContaining({ code: 'auxiliary_file_missing' }),
    );
  });
});
