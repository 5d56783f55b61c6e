import { expect, test } from 'vitest';
import { z } from 'zod';
import { engineErrorOf, problemOf } from '../../src/api/problem.js';
import { validatorCompiler } from '../../src/api/validate.js';
import { needColumn } from '../../src/cases/case-table.js';
import { renderPriceResult } from '../../src/cli/render-price-result.js';
import { EngineError } from '../../src/kernel/errors.js';
import { cellWord } from '../../src/report/labels.js';

test('steps of behaviour and pools are words in tables for people; a name that is no behaviour stays', () => {
  expect(cellWord('step', '1 volume_response', 'zh')).toBe('1 病例数随支付增减');
  expect(cellWord('behaviour', '2 hospitals_leaving', 'zh')).toBe('2 医院退出医保');
  expect(cellWord('step', 'static', 'zh')).toBe('静态（无行为）');
  expect(cellWord('step', 'point_value', 'zh')).toBe('point_value');
  expect([cellWord('pool', 'employee', 'zh'), cellWord('pool', 'resident', 'zh')]).toEqual(['职工', '居民']);
  expect(cellWord('pool', '甲县医共体', 'zh')).toBe('甲县医共体');
});

test('price says its caveat in one language', () => {
  const result = {
    methods: [],
    notices: [],
    scheme: { id: 's', hash: 'a' },
    policy: { id: 'p', hash: 'b' },
    caveat: '测算结果，不作为清算依据 / An estimate, not a settlement',
    out: 'priced.csv',
  } as unknown as Parameters<typeof renderPriceResult>[0];
  expect(renderPriceResult(result, 'zh')).toContain('\n测算结果，不作为清算依据\n');
  expect(renderPriceResult(result, 'zh')).not.toContain('An estimate');
  expect(renderPriceResult(result, 'en')).toContain('\nAn estimate, not a settlement\n');
  expect(renderPriceResult(result, 'en')).not.toContain('测算');
});

test('a missing column names the stage in the reader’s language', () => {
  const table = { caseCount: 0, columns: {}, sourceRow: new Uint32Array(0) };
  let failure: unknown;
  try {
    needColumn(table, 'hospital_id', 'dictionary', 'pricing');
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(EngineError);
  expect((failure as EngineError).text('zh')).toContain('缺少列“hospital_id”（计价需要）');
  expect((failure as EngineError).text('en')).toContain('(pricing needs it)');
});

test('the API tells types and limits in Chinese, without the codes of its parts', () => {
  const schema = z.object({ cases: z.array(z.string()) });
  const validate = validatorCompiler({ schema, method: 'POST', url: '/', httpPart: 'body' }) as (data: unknown) => {
    error?: EngineError;
  };
  const problem = problemOf(validate({}).error!, 'zh');
  expect(problem.zh).toContain('数组');
  expect(problem.zh).not.toMatch(/array|undefined/);
  expect(problem.en).toContain('array');
  const request = { routeOptions: {}, headers: {}, id: '1' } as unknown as Parameters<typeof engineErrorOf>[1];
  const limit = Object.assign(new Error('x'), { code: 'FST_FIELDS_LIMIT', statusCode: 413 });
  const refused = problemOf(engineErrorOf(limit, request), 'zh');
  expect(refused.zh).toBe('请求无法处理（表单中文件以外的字段过多）。请检查网址和请求头。');
  expect(refused.en).not.toContain('FST_');
});
