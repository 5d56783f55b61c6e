import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Finding } from '../../kernel/finding.js';
import { isFile } from '../../kernel/is-file.js';
import { type CodePattern, parseCodePatterns } from '../patterns/code-pattern.js';
import { CodeUniverse, type IdlePattern } from '../patterns/code-universe.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import { codeFilePath } from './code-file-path.js';
import { SHARED_PREFIX, sharedNamesLike } from './shared-names.js';

export type CodeKind = 'diagnoses' | 'procedures';

/** Text of a code file without comments. */
export function readCodeFile(folder: string, file: string): string {
  const path = codeFilePath(folder, file);
  if (!isFile(path)) throw SCHEME_ERRORS.scheme_file_missing({ file }, { path: basename(folder) });
  return readFileSync(path, 'utf8').replace(/#[^\n]*/g, '');
}

/** A list as written: its text and where it stands. */
interface ListSource {
  readonly text: string;
  readonly place: string;
}

interface ResolvedList {
  readonly indexes: Int32Array;
  readonly set: ReadonlySet<string>;
}

/**
 * Every code list of a scheme by name, expanded when first asked for. Names: a rule's list "GD1.1", a chapter's
 * "G.medical" (all its medical rules' lists) and "Z.regions", a shared list's own name. Inside a chapter `$medical` and
 * `$regions` mean its own.
 */
export class CodeLists {
  readonly universe: CodeUniverse;
  readonly findings: Finding[] = [];
  private readonly sources = new Map<string, ListSource>();
  private readonly unions = new Map<string, string[]>();
  private readonly resolved = new Map<string, ResolvedList>();
  private readonly underWay: string[] = [];

  /** @param lacking  codes that other schemes have and this one lacks: a shared list may name them */
  constructor(
    private readonly kind: CodeKind,
    codes: Iterable<string>,
    private readonly lacking: ReadonlySet<string> = new Set(),
  ) {
    this.universe = new CodeUniverse(codes);
  }

  add(name: string, text: string, place: string): void {
    this.sources.set(name, { text, place });
  }

  /** A list that is the union of others; it may be empty. */
  addUnion(name: string, parts: string[]): void {
    this.unions.set(name, parts);
  }

  /** The codes of a list. @throws scheme_unknown_list, scheme_list_cycle, scheme_pattern_syntax */
  codes(name: string, place: string, chapter?: string): ReadonlySet<string> {
    return this.resolve(name, place, chapter).set;
  }

  private resolve(name: string, place: string, chapter: string | undefined): ResolvedList {
    const own = chapter === undefined ? undefined : `${chapter}.${name}`;
    const key = own !== undefined && (this.sources.has(own) || this.unions.has(own)) ? own : name;
    const known = this.resolved.get(key);
    if (known !== undefined) return known;
    const source = this.sources.get(key);
    const parts = this.unions.get(key);
    if (source === undefined && parts === undefined && name.startsWith(SHARED_PREFIX)) {
      const near = sharedNamesLike(
        name,
        [...this.sources.keys()].filter((one) => one.startsWith(SHARED_PREFIX)),
      );
      throw SCHEME_ERRORS.scheme_shared_list({ list: `$${name}`, known: near }, { path: place });
    }
    if (source === undefined && parts === undefined) {
      throw SCHEME_ERRORS.scheme_unknown_list({ list: name, known: this.namesLike(name) }, { path: place });
    }
    if (this.underWay.includes(key)) {
      const cycle = [...this.underWay.slice(this.underWay.indexOf(key)), key].join(' → ');
      throw SCHEME_ERRORS.scheme_list_cycle({ cycle }, { path: source?.place ?? place });
    }
    this.underWay.push(key);
    const at = source?.place ?? place;
    const patterns = source === undefined ? [] : parseCodePatterns(source.text, at);
    const references = parts ?? patterns.flatMap((pattern) => (pattern.kind === 'reference' ? [pattern.name] : []));
    const base = references.map((reference) => this.resolve(reference, at, chapterOf(key) ?? chapter).indexes);
    const isShared = key.startsWith(SHARED_PREFIX);
    const indexes = this.universe.expand(
      patterns,
      base,
      (pattern) => {
        if (!isShared || !this.isOfOthers(pattern)) this.reportUnused(pattern, at);
      },
      // What a shared list takes from another scheme's codes may be idle among these.
      (pattern, why) => {
        if (!isShared) this.findings.push(idleFinding(pattern, why, at));
      },
    );
    this.underWay.pop();
    const set = new Set<string>();
    for (const index of indexes) set.add(this.universe.codes[index]!);
    const result = { indexes, set };
    this.resolved.set(key, result);
    return result;
  }

  /** A pattern of a shared list that matches codes of other schemes only. */
  private isOfOthers({ from, to, isExact }: Extract<CodePattern, { kind: 'codes' }>): boolean {
    for (const code of this.lacking) {
      const start = code.slice(0, from.length);
      if (isExact ? code === from : start.length === from.length && start >= from && start <= to) return true;
    }
    return false;
  }

  private reportUnused(pattern: Extract<CodePattern, { kind: 'codes' }>, place: string): void {
    const text = textOf(pattern);
    const list = this.kind === 'diagnoses' ? ['诊断', 'diagnosis'] : ['手术操作', 'procedure'];
    this.findings.push({
      code: 'pattern_without_codes',
      severity: 'warning',
      path: place,
      zh: `编码式 ${text} 在有效${list[0]}编码表中没有对应编码。请改正，或在 scheme.yaml 的 codes.acknowledged 中写明理由。`,
      en: `pattern ${text} matches no valid ${list[1]} code. Correct it, or acknowledge the code with a reason in codes.acknowledged of scheme.yaml.`,
    });
  }

  private namesLike(name: string): string {
    const names = [...this.sources.keys(), ...this.unions.keys()];
    const rule = name.split('.')[0]!;
    const near = names.filter((known) => known.split('.')[0] === rule);
    return (near.length > 0 ? near : names.filter((known) => /^[a-z]/.test(known))).join(', ') || '-';
  }
}

function textOf({ from, to, isExact, isExcluded }: Extract<CodePattern, { kind: 'codes' }>): string {
  return `${isExcluded ? '!' : ''}${isExact ? '=' : ''}${from === to ? from : `${from}-${to}`}`;
}

/** Patterns of one list that overlap so that one of them says nothing. */
function idleFinding(pattern: Extract<CodePattern, { kind: 'codes' }>, why: IdlePattern, place: string): Finding {
  const text = textOf(pattern);
  const said = {
    repeated: { zh: '写了两次', en: 'stands twice in its list' },
    contradicted: { zh: '同时写了加入与排除，排除优先', en: 'is both taken and left out (!), and ! wins' },
    covered: {
      zh: '与同一列表中较短的编码式重叠，不改变结果',
      en: 'overlaps shorter patterns of its list and changes nothing',
    },
  }[why];
  return {
    code: `pattern_${why}`,
    severity: why === 'contradicted' ? 'warning' : 'note',
    path: place,
    zh: `编码式 ${text} ${said.zh}。请删去多余的一个。`,
    en: `pattern ${text} ${said.en}. Remove what is not meant.`,
  };
}

/** "G" of "G.medical" and of "GD1.1"; nothing of a shared list. */
function chapterOf(key: string): string | undefined {
  return /^[A-Z]/.test(key) ? key[0] : undefined;
}
