import { expect, test } from 'vitest';
import { RouteTally, tallyText } from '../../src/api/route-tally.js';

test('1 ms, 1.1 ms, 10 s and 11 s: cumulative buckets with the bound inside, their sum 21.0021 and 4; an idle route says nothing', () => {
  const tally = new RouteTally('/v1/group');
  for (const [status, seconds] of [
    [200, 0.001],
    [200, 0.0011],
    [503, 10],
    [200, 11],
  ] as const)
    tally.add('POST', status, seconds);
  const lines = tallyText([tally, new RouteTally('/health')]).split('\n');
  expect(lines.slice(2, 5)).toEqual([
    'drgdip_http_requests_total{route="/v1/group",method="POST",status="200"} 3',
    'drgdip_http_requests_total{route="/v1/group",method="POST",status="503"} 1',
    '',
  ]);
  const buckets = ['0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '1', '3', '10', '+Inf'];
  const name = 'drgdip_http_request_duration_seconds';
  expect(lines.slice(7, 19)).toEqual([
    ...[1, 2, 2, 2, 2, 2, 2, 2, 3, 4].map((n, at) => `${name}_bucket{le="${buckets[at]}",route="/v1/group"} ${n}`),
    `${name}_sum{route="/v1/group"} 21.0021`,
    `${name}_count{route="/v1/group"} 4`,
  ]);
  expect(lines.slice(19)).toEqual(['', '']);
});
