import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRequestWords, REQUEST_SENTENCES } from '../../src/api/request-words.js';
import { packageRoot } from '../../src/kernel/package-root.js';

const ownFile = join('api', 'request-words.ts');
const source = readdirSync(join(packageRoot(), 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith(ownFile))
  .map((name) => readFileSync(join(packageRoot(), 'src', name), 'utf8').replaceAll("\\'", "'"))
  .join('\n');

test('every sentence that requests are told in other words is one of the rooms below, word by word', () => {
  for (const language of ['zh', 'en'] as const) {
    for (const [found] of REQUEST_SENTENCES[language]) expect(source.includes(found), found).toBe(true);
  }
});

test('what a request is told in their place names no option of the command line, in the same number of sentences', () => {
  expect(REQUEST_SENTENCES.zh.length).toBe(REQUEST_SENTENCES.en.length);
  for (const language of ['zh', 'en'] as const) {
    for (const [found, said] of REQUEST_SENTENCES[language]) {
      expect(found).toMatch(/--\w/);
      expect(said).not.toMatch(/--\w/);
      const told = inRequestWords({ zh: '', en: '', [language]: `A ${found}.` });
      expect(told[language]).toBe(`A ${said}.`);
    }
  }
});
