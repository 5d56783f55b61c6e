import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Text } from '../kernel/errors.js';
import { schemeMethod } from './dip/scheme-method.js';
import { schemeFolder } from './list-schemes.js';
import { overlayBase } from './overlay/overlay-base.js';

/** A key of its own line, as `text` begins at the margin in every chapter's file. */
const TOP_LINE = /^(?:mdc|name):[ \t].*$/gm;

/**
 * Names of what groups stand in, by the code that results carry: chapters (MDC) of a DRG scheme, an overlay's over its
 * base's; sections of a DIP catalogue, those that share a code joined. Chapters state their Chinese name alone, which then
 * stands for both languages. Read from the folder's own words, not from a compiled scheme: a name decides no group and is
 * in no hash. Only the two lines of each chapter are parsed, since the lists below them take seconds.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_not_found, scheme_base_circle
 */
export function chapterNames(idOrFolder: string): Map<string, Text> {
  const folder = schemeFolder(idOrFolder);
  const base = overlayBase(folder);
  const names = base === undefined ? new Map<string, Text>() : chapterNames(base);
  const own = schemeMethod(folder) === 'dip' ? sectionNames(folder) : namesInChapters(folder);
  for (const [code, name] of own) names.set(code, name);
  return names;
}

function namesInChapters(folder: string): [string, Text][] {
  const path = join(folder, 'mdc');
  const files = existsSync(path) ? readdirSync(path).filter((file) => file.endsWith('.yaml')) : [];
  return files.flatMap((file): [string, Text][] => {
    const lines = readFileSync(join(path, file), 'utf8').match(TOP_LINE) ?? [];
    const { mdc, name } = parse(lines.join('\n')) as { mdc?: string; name?: string };
    return typeof mdc === 'string' && typeof name === 'string' ? [[mdc, { zh: name, en: name }]] : [];
  });
}

function sectionNames(folder: string): Map<string, Text> {
  const { sections = [] } = parse(readFileSync(join(folder, 'scheme.yaml'), 'utf8')) as {
    sections?: readonly { readonly mdc: string; readonly zh: string; readonly en: string }[];
  };
  const names = new Map<string, Text>();
  for (const { mdc, zh, en } of sections) {
    const before = names.get(mdc);
    names.set(mdc, before === undefined ? { zh, en } : { zh: `${before.zh}；${zh}`, en: `${before.en}; ${en}` });
  }
  return names;
}
