/**
 * Failures as data. A code names the failure, `details` carry the values, `path` the place (file:row:column, or a
 * path in a YAML document); the sentence is made later, in the reader's language.
 */

export type Language = 'zh' | 'en';

/** A sentence in both languages; `{name}` is replaced by `details.name`. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Details = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a code means: its sentences, with the remedy in them, and what the doors (CLI, API) answer. */
export interface ErrorEntry extends Text {
  /** HTTP status; 400 where absent. */
  readonly status?: number;
  /** Process exit code: 1 failed, 2 bad usage or input (default), 3 not reconciled. */
  readonly exit?: 1 | 2 | 3;
}

export class EngineError extends Error {
  readonly code: string;
  readonly details: Details;
  readonly path: string | undefined;
  readonly entry: ErrorEntry;

  constructor(code: string, entry: ErrorEntry, details: Details, options: { path?: string; cause?: unknown } = {}) {
    super(fillText(entry.en, details), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.entry = entry;
    this.details = details;
    this.path = options.path;
  }

  /** The sentence in one language, place first. */
  text(language: Language): string {
    const sentence = fillText(this.entry[language], this.details);
    return this.path === undefined ? sentence : `${this.path}: ${sentence}`;
  }
}

/** The caller's file or rows are wrong. */
export class InputError extends EngineError {}
/** A scheme folder is wrong. */
export class SchemeError extends EngineError {}
/** A policy, reform or formula is wrong. */
export class PolicyError extends EngineError {}
/** A command-line option or API parameter is wrong. */
export class OptionError extends EngineError {}
/** Sums that must agree do not. */
export class ClosingError extends EngineError {}
/** A worker or job failed. */
export class PoolError extends EngineError {}

type EngineErrorClass = new (...args: ConstructorParameters<typeof EngineError>) => EngineError;
type Raise = (details?: Details, options?: { path?: string; cause?: unknown }) => EngineError;

const registry = new Map<string, ErrorEntry>();

/**
 * Registers the codes of one room and returns a maker for each: `throw ERRORS.file_empty({ file })`.
 * A code is unique in the whole program.
 */
export function defineErrors<Code extends string>(
  errorClass: EngineErrorClass,
  entries: Readonly<Record<Code, ErrorEntry>>,
): Readonly<Record<Code, Raise>> {
  const makers = {} as Record<Code, Raise>;
  for (const code of Object.keys(entries) as Code[]) {
    const entry = entries[code];
    if (registry.has(code)) throw new Error(`error code defined twice: ${code}`);
    registry.set(code, entry);
    makers[code] = (details = {}, options = {}) => new errorClass(code, entry, details, options);
  }
  return makers;
}

/** Every code known so far, for the documentation test. */
export function errorRegistry(): ReadonlyMap<string, ErrorEntry> {
  return registry;
}

/** Replaces `{name}` by the value of that name; an unknown name stays as it is, so that a mistake is seen. */
export function fillText(template: string, details: Details): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    return value === undefined || value === null ? whole : String(value);
  });
}
