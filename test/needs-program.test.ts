import { describe, expect, test, vi } from 'vitest';
import { needsProgram } from './needs-program.js';

describe('a test that needs a program', () => {
  // PATH without the programs, and a name that stands at no known place.
  const absent = 'no-such-program-7f3a' as 'chromium';

  test('skips with a printed reason where the program is absent', () => {
    vi.stubEnv('DRGDIP_REQUIRE_ALL', undefined);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    expect(needsProgram(absent)).toBeUndefined();
    expect(log.mock.calls[0]![0]).toContain('no-such-program-7f3a is not installed');
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  test('fails instead where DRGDIP_REQUIRE_ALL is set', () => {
    vi.stubEnv('DRGDIP_REQUIRE_ALL', '1');
    expect(() => needsProgram(absent)).toThrow(/DRGDIP_REQUIRE_ALL/);
    vi.unstubAllEnvs();
  });

  test('finds a program on the path', () => {
    expect(needsProgram('node' as 'chromium')).toMatch(/node$/);
  });
});
