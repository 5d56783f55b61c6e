import { describe, expect, it } from 'vitest';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import type { DipDocument } from '../../../src/schemes/dip/dip-document.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { dipCase } from './dip-case.js';
import { tinyDip } from './tiny-dip.js';

const load = (edits: Parameters<typeof tinyDip>[0] = {}) => loadDip(tinyDip(edits));
const tiny = load();
const groupOf = (document: DipDocument, ...facts: Parameters<typeof dipCase>) =>
  matchDip(document, dipCase(...facts)).group;

describe('comprehensive and fallback groups', () => {
  it('go by the treatment class of the case: the highest class of its procedures, else of the first', () => {
    expect(groupOf(tiny, 'K80.200')).toBe('K80:BS');
    expect(groupOf(tiny, 'K80.200', '88.7600')).toBe('K80:ZD');
    expect(groupOf(tiny, 'K80.200', '88.7600|51.2300')).toBe('K80:SS');
    const first = load({ 'scheme.yaml': (text) => text.replace('{unmatched', '{class_by: first, unmatched') });
    expect(groupOf(first, 'K80.200', '88.7600|51.2300')).toBe('K80:ZD');
  });

  it('give a procedure of no class to the class that the option names', () => {
    expect(groupOf(tiny, 'K80.200', '99.9900')).toBe('KB');
    expect(matchDip(tiny, dipCase('K80.200', '99.9900'), { unclassed_procedure: 'therapeutic' }).group).toBe('K80:ZL');
  });

  it('take chapter ranges before the blank group, and both as ungrouped with a reason', () => {
    expect(matchDip(tiny, dipCase('K29.500', '47.0901'))).toEqual({
      mdc: 'DD',
      adrg: '',
      group: 'CP11:SS',
      status: 'ungrouped',
      reason: 'in_no_group',
    });
    expect(groupOf(tiny, 'K29.500')).toBe('CP11:BS');
    expect(groupOf(tiny, 'J18.900')).toBe('KB');
    expect(matchDip(tiny, dipCase('J18.900'), { unmatched: 'ungrouped' }).group).toBe('0000');
    expect(matchDip(tiny, dipCase('K80.200'), { comprehensive: 'off' }).group).toBe('CP11:BS');
  });

  it('take a case without a principal where the option says so, with its reason', () => {
    expect(matchDip(tiny, dipCase(''))).toMatchObject({ group: 'KB', status: 'ungrouped', reason: 'no_principal' });
    expect(matchDip(tiny, dipCase(''), { no_principal: 'ungrouped' })).toMatchObject({ group: '0000', mdc: '' });
    expect(matchDip(tiny, dipCase('Z51.900'))).toMatchObject({ group: '0000', reason: 'not_allowed_as_principal' });
    expect(matchDip(tiny, dipCase('Z51.900'), { excluded_principal: 'fallback' })).toMatchObject({
      group: 'KB',
      reason: 'not_allowed_as_principal',
    });
  });

  it('name an unknown principal; `exact` lets it meet nothing but the blank group', () => {
    expect(matchDip(tiny, dipCase('K35.999x999'))).toMatchObject({ group: 'K35.9', reason: '' });
    expect(matchDip(tiny, dipCase('K35.999x999'), { code_match: 'exact' })).toMatchObject({
      group: 'KB',
      reason: 'unknown_principal',
    });
  });
});

describe('the order of preference', () => {
  it('takes most related parts, then the longer diagnosis, then the lower number', () => {
    expect(groupOf(tiny, 'K35.900', '47.0100|54.5101')).toBe('K35:47.0100+54.5101');
    expect(groupOf(tiny, 'K35.900', '47.0100')).toBe('K35:47.0100');
    expect(groupOf(tiny, 'K35.900')).toBe('K35.9');
    expect(groupOf(tiny, 'K35.200')).toBe('K35');
  });

  it('does not depend on the order of rows in the file', () => {
    const reversed = load({
      'entries/core.csv': (text) => {
        const [header, ...rows] = text.trimEnd().split('\n');
        return `${[header, ...rows.reverse()].join('\n')}\n`;
      },
    });
    expect(reversed.hash).toBe(tiny.hash);
    expect(reversed.entries.map(({ code }) => code)).toEqual(tiny.entries.map(({ code }) => code));
  });

  /** Three entries of one diagnosis and procedure: by mean cost 8,000, 12,000 and none. */
  const rivals = (matching: string, ...more: string[]) =>
    load({
      'scheme.yaml': (text) => text.replace('matching: more_parts', `matching: ${matching}`),
      'entries/core.csv': () =>
        [
          'code,sequence,dx,px,kind,core,score,mean_cost',
          'A,1,K35,47.0901,therapeutic,core,900,8000',
          'B,2,K35,47.0901,surgical,basic,1200,12000',
          'C,3,K35,47.0901,surgical,core,800,',
          ...more,
          '',
        ].join('\n'),
    });

  it('by_type takes the nearest mean cost: 9,999.99 yuan is nearer to 8,000, 10,000.01 to 12,000', () => {
    const document = rivals('by_type');
    const at = (fen: number) => groupOf(document, 'K35.900', '47.0901', { total_cost_fen: fen });
    expect(at(999_999)).toBe('A');
    expect(at(1_000_001)).toBe('B');
    // As near to both: the order of types decides, core therapeutic behind basic surgery.
    expect(at(1_000_000)).toBe('B');
    // Without a cost the means tell nothing.
    expect(groupOf(document, 'K35.900', '47.0901')).toBe('C');
  });

  it('by_tier puts core before basic, by_type surgery before therapy', () => {
    const exact = { total_cost_fen: 1_000_000 };
    expect(groupOf(rivals('by_tier'), 'K35.900', '47.0901', exact)).toBe('A');
    expect(groupOf(rivals('type_first'), 'K35.900', '47.0901', exact)).toBe('C');
    expect(groupOf(rivals('[higher_score]'), 'K35.900', '47.0901', exact)).toBe('B');
    expect(groupOf(rivals('[tier_order, higher_score]'), 'K35.900', '47.0901', exact)).toBe('A');
  });

  it('by_type takes more matched operations before the nearest mean', () => {
    const document = rivals('by_type', 'D,4,K35,47.0901|54.5101,surgical,core,700,99999');
    const record = dipCase('K35.900', '47.0901|54.5101', { total_cost_fen: 800_000 });
    expect(matchDip(document, record).group).toBe('D');
  });

  it('conservative entries take every case where the option says so', () => {
    expect(groupOf(tiny, 'K35.900', '99.9900')).toBe('KB');
    expect(matchDip(tiny, dipCase('K35.900', '99.9900'), { conservative_entries: 'any_case' }).group).toBe('K35.9');
  });

  it('main_procedure any lets another procedure than the first be the main one', () => {
    expect(groupOf(tiny, 'K35.900', '54.5101|47.0100')).toBe('CP11:SS');
    expect(matchDip(tiny, dipCase('K35.900', '54.5101|47.0100'), { main_procedure: 'any' }).group).toBe(
      'K35:47.0100+54.5101',
    );
  });

  it('an endoscopy outside its scope leads no case: the next procedure does', () => {
    expect(groupOf(tiny, 'K80.200', '45.1600x001')).toBe('K80:ZD');
    expect(groupOf(tiny, 'J18.900', '45.1600x001')).toBe('KB');
    expect(groupOf(tiny, 'K35.900', '17.4200|47.0901')).toBe('K35.9');
    expect(matchDip(tiny, dipCase('K35.900', '17.4200|47.0901'), { not_main_first: 'next' }).group).toBe('K35:47.0901');
  });
});

describe('why a case stays ungrouped', () => {
  it('names the number whose absence alone kept an entry open', () => {
    const document = load({
      'scheme.yaml': (text) => text.replace('unmatched: fallback, no_principal: fallback', 'unmatched: ungrouped'),
      'entries/core.csv': () => 'code,dx,when\nN,P07,age_days < 29 and birth_weight_g <= 999\n',
    });
    expect(matchDip(document, dipCase('P07.000', '', { age_days: 3 })).reason).toBe('missing_birth_weight_g');
    expect(matchDip(document, dipCase('P07.000', '', { birth_weight_g: 900 })).reason).toBe('missing_age_days');
    expect(matchDip(document, dipCase('P07.000')).reason).toBe('in_no_group');
    expect(matchDip(document, dipCase('P07.000', '', { age_days: 40 })).reason).toBe('in_no_group');
  });
});
