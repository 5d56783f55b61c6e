import { describe, expect, it } from 'vitest';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { dipCase } from './dip-case.js';

const document = loadDip('dip-3.0');
/** A valid code of a category that may be a principal. */
const under = (category: string) =>
  document.diagnoses.find((code) => code.startsWith(category) && !document.excludedDiagnoses.has(code))!;
const groupOf = (...facts: Parameters<typeof dipCase>) => matchDip(document, dipCase(...facts)).group;

describe('what DIP 3.0 decides otherwise than a good guess', () => {
  it('takes the birth weight, not the admission weight: 1,499 g is XQ17, 1,500 g XQ18, and 2,500 g no pre-group', () => {
    const newborn = { age_days: 3, admission_weight_g: 900 };
    expect(groupOf('P07.000', '', { ...newborn, birth_weight_g: 999 })).toBe('XQ16');
    expect(groupOf('P07.000', '', { ...newborn, birth_weight_g: 1000 })).toBe('XQ17');
    expect(groupOf('P07.000', '', { ...newborn, birth_weight_g: 1499 })).toBe('XQ17');
    expect(groupOf('P07.000', '', { ...newborn, birth_weight_g: 1500 })).toBe('XQ18');
    expect(groupOf('P07.000', '', { ...newborn, birth_weight_g: 2499 })).toBe('XQ19');
    expect(groupOf('P07.000', '', { ...newborn, birth_weight_g: 2500 })).not.toMatch(/^XQ/);
    expect(groupOf('P07.000', '', { birth_weight_g: 999, age_days: 28 })).toBe('XQ16');
    expect(groupOf('P07.000', '', { birth_weight_g: 999, age_days: 29 })).not.toMatch(/^XQ/);
    // Among the other diagnoses too, and with a procedure.
    expect(groupOf('J18.900|P07.000', '47.0901', { ...newborn, birth_weight_g: 999 })).toBe('XQ16');
    expect(groupOf('P07.000', '', { admission_weight_g: 999, age_days: 3 })).not.toMatch(/^XQ/);
  });

  it('counts ECMO and ventilation of 96 hours at any position, transplants only as the first procedure', () => {
    expect(groupOf(under('J96'), '47.0901|39.6500')).toBe('XQ11');
    expect(groupOf(under('J96'), '47.0901|39.6500x001')).toBe('XQ11');
    expect(groupOf(under('J96'), '47.0901|96.7201')).toBe('XQ14');
    expect(groupOf(under('J96'), '39.9500x007|47.0901|96.7201')).toBe('XQ13');
    expect(groupOf(under('N18'), '55.6901')).toBe('XQ6');
    expect(groupOf(under('N18'), '47.0901|55.6901')).not.toBe('XQ6');
  });

  it('keeps the order of pre-groups: ECMO with ventilation and blood purification is XQ11, not XQ13', () => {
    expect(groupOf(under('J96'), '96.7201|39.9500x007|39.6500')).toBe('XQ11');
  });

  it('sends a case on as conservative behind an excluded procedure, and groups no excluded diagnosis', () => {
    const excluded = [...document.excludedProcedures].find(([, { rule }]) => rule === 'conservative')![0];
    expect(groupOf(under('J18.9'), excluded)).toBe(groupOf(under('J18.9')));
    expect(groupOf(under('J18.9'))).toMatch(/^JC/);
    expect(matchDip(document, dipCase('A00.000', '33.2402'))).toEqual({
      mdc: '',
      adrg: '',
      group: '0000',
      status: 'ungrouped',
      reason: 'not_allowed_as_principal',
    });
  });

  it('gives the section as mdc and no adrg: BX20 is of BX', () => {
    expect(matchDip(document, dipCase(under('A09.0'), '45.2302'))).toEqual({
      mdc: 'BX',
      adrg: '',
      group: 'BX20',
      status: 'grouped',
      reason: '',
    });
  });

  it('reads | as any of and + as all of: BX51 wants a neck dissection and one of four more', () => {
    const bx51 = document.entries.find(({ code }) => code === 'BX51')!;
    expect(bx51.main).toEqual(['25.2x00', '25.2x01']);
    expect(bx51.related).toEqual([['25.5905'], ['40.3x00x005', '40.5900x011', '40.5901', '40.5903']]);
    expect(groupOf(under('C02'), '25.2x01|40.5903|25.5905')).toBe('BX51');
    expect(groupOf(under('C02'), '25.2x01|25.5905')).not.toBe('BX51');
    expect(groupOf(under('C02'), '25.2x01|40.5903')).not.toBe('BX51');
  });

  it('takes the entry that matches most related procedures, whatever the order of rows', () => {
    // 2 related parts before 1 before none.
    const three = groupOf(under('C54'), '68.4100|40.2905|65.6300');
    expect(document.entries.find(({ code }) => code === three)!.related).toHaveLength(2);
    const reversed = { ...document, entries: [...document.entries].reverse() };
    expect(matchDip(reversed, dipCase(under('C54'), '68.4100|40.2905|65.6300')).group).toBe(three);
  });

  it('wants an operation twice where a related part repeats the main one: both sides', () => {
    const bx1111 = document.entries.find(({ code }) => code === 'BX1111')!;
    expect(bx1111.related[0]!.some((code) => bx1111.main.includes(code))).toBe(true);
    const code = bx1111.main.find((main) => bx1111.related[0]!.includes(main))!;
    const principal = bx1111.diagnoses[0]!;
    const dx = document.diagnoses.find((known) => principal.kind === 'prefix' && known.startsWith(principal.text))!;
    expect(groupOf(dx, `${code}|${code}`)).toBe('BX1111');
    expect(groupOf(dx, code)).not.toBe('BX1111');
  });

  it('tells tumours by the other diagnoses, burns by T31 and tuberculosis by resistance', () => {
    expect(groupOf(`${under('Z51.1')}|C34.900`, '99.2503')).toBe('FZ1770');
    expect(groupOf(`${under('Z51.1')}|C34.900`, '99.2503|99.2800x005')).toBe('FZ1771');
    expect(groupOf(`${under('Z51.1')}|C90.000`, '99.2503|99.2800x006|99.2800x005')).toBe('FZ1789');
    expect(groupOf(`${under('T20.2')}|T31.000`)).toBe('FZ1745');
    expect(groupOf(`${under('T20.2')}|T31.100`)).toBe('FZ1748');
    expect(groupOf('A15.000x010')).toBe('FZ1836');
    expect(groupOf('A15.000x011')).toBe('FZ1837');
    expect(groupOf('A15.000x011|U84.300')).toBe('FZ1836');
    expect(groupOf(`${under('A17')}|U84.300`)).toBe('FZ1840');
  });

  it('switches what an excluded and a not-main first procedure lead to', () => {
    const robotFirst = dipCase('K35.800', '17.4200|47.0901');
    const appendix = groupOf('K35.800', '47.0901');
    expect(matchDip(document, robotFirst).group).toBe(appendix);
    expect(matchDip(document, robotFirst, { not_main_first: 'conservative' }).group).toBe(groupOf('K35.800'));
    const excluded = [...document.excludedProcedures].find(([, { rule }]) => rule === 'conservative')![0];
    const excludedFirst = dipCase('K35.800', `${excluded}|47.0901`);
    expect(matchDip(document, excludedFirst).group).toBe(groupOf('K35.800'));
    expect(matchDip(document, excludedFirst, { excluded_first: 'next' }).group).toBe(appendix);
  });

  it('lets seven endoscopies lead only with a digestive principal', () => {
    const scoped = [...document.excludedProcedures].filter(([, { rule }]) => rule === 'main_only_for_scope');
    expect(scoped).toHaveLength(7);
    expect(groupOf(under('A09.0'), '45.2302')).toBe('BX20');
    expect(groupOf(under('J18.9'), '45.2302')).toBe(groupOf(under('J18.9')));
  });

  it('marks primary-care groups by 127 rows: 65 entries are whole, 50 in part', () => {
    expect(document.primaryCare).toHaveLength(127);
    const flags = document.entries.map(({ primaryCare }) => primaryCare);
    expect(flags.filter((flag) => flag === 'whole')).toHaveLength(65);
    expect(flags.filter((flag) => flag === 'part')).toHaveLength(50);
    expect(document.entries.find(({ code }) => code === 'JC2987')).toMatchObject({ primaryCare: 'part' });
  });
});
