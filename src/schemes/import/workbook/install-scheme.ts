import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EngineError } from '../../../kernel/errors.js';
import type { Finding } from '../../../kernel/finding.js';
import { checkScheme } from '../../check/check-scheme.js';
import { loadScheme } from '../../load-scheme.js';
import type { SchemeDocument } from '../../scheme-document.js';
import { SCHEME_ERRORS } from '../../scheme-errors.js';

/** What an import found, and the scheme it wrote; without one, errors among the findings forbade it. */
export interface ImportOutcome<Scheme = SchemeDocument> {
  readonly findings: readonly Finding[];
  readonly scheme: Scheme | undefined;
}

/** How a scheme of a method is read back and checked. */
export interface SchemeReader<Scheme> {
  readonly load: (folder: string) => Scheme;
  readonly check: (scheme: Scheme) => readonly Finding[];
}

const DRG_READER: SchemeReader<SchemeDocument> = { load: loadScheme, check: checkScheme };

/** @throws scheme_target_exists where the folder is there and not empty */
export function refuseExistingTarget(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw SCHEME_ERRORS.scheme_target_exists({ folder });
}

/**
 * Writes a scheme beside its place, loads and checks it there, and moves it only if nothing forbids its use: a refused
 * import leaves nothing behind.
 * @param write  fills the folder that it is given
 */
export function installScheme(
  targetFolder: string,
  findings: readonly Finding[],
  write: (folder: string) => void,
): ImportOutcome {
  return installWith(DRG_READER, targetFolder, findings, write);
}

/** The same for a scheme of any method. */
export function installWith<Scheme>(
  reader: SchemeReader<Scheme>,
  targetFolder: string,
  findings: readonly Finding[],
  write: (folder: string) => void,
): ImportOutcome<Scheme> {
  refuseExistingTarget(targetFolder);
  if (findings.some((finding) => finding.severity === 'error')) return { findings, scheme: undefined };
  const target = resolve(targetFolder);
  const name = basename(target);
  const aside = join(dirname(target), `.${name}.import-${process.pid}`);
  const shown = (text: string) => text.replaceAll(basename(aside), name);
  rmSync(aside, { recursive: true, force: true });
  try {
    mkdirSync(dirname(target), { recursive: true });
    write(aside);
    const { scheme, problem } = loadAside(reader, aside);
    const checked = scheme === undefined ? [problem!] : reader.check(scheme);
    const all = [...findings, ...checked.map((finding) => ({ ...finding, path: shown(finding.path) }))];
    if (scheme === undefined || all.some((finding) => finding.severity === 'error'))
      return { findings: all, scheme: undefined };
    rmSync(target, { recursive: true, force: true });
    renameSync(aside, target);
    return { findings: all, scheme };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function loadAside<Scheme>(
  reader: SchemeReader<Scheme>,
  folder: string,
): { readonly scheme?: Scheme; readonly problem?: Finding } {
  try {
    return { scheme: reader.load(folder) };
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    const { code, path = '', entry } = cause;
    const sentence = (language: 'zh' | 'en') => cause.text(language).slice(path === '' ? 0 : path.length + 2);
    return {
      problem: {
        code,
        severity: 'error',
        path,
        zh: sentence('zh'),
        en: entry === undefined ? cause.message : sentence('en'),
      },
    };
  }
}
