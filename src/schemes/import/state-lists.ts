import { compareCodePoints } from '../../kernel/hash.js';
import type { CodeUniverse } from '../patterns/code-universe.js';
import { encodePatterns } from '../patterns/encode-patterns.js';

/** Equal lists shorter than this are clearer written twice. */
const SHORTEST_SHARED = 4;
const SHORTEST_UNION = 20;

interface StatedList {
  readonly name: string;
  readonly chapter: string;
  readonly codes: ReadonlySet<string>;
}

/**
 * Writes lists as pattern text, each fact once: a list equal to an earlier one becomes `$GD1.1`; one that is exactly
 * the union of earlier lists of its chapter becomes their names; everything else becomes patterns.
 */
export class ListWriter {
  private readonly byContent = new Map<string, string>();
  private readonly stated: StatedList[] = [];

  constructor(private readonly universe: CodeUniverse) {}

  state(name: string, chapter: string, codes: ReadonlySet<string>): string {
    const content = [...codes].sort(compareCodePoints).join(' ');
    const same = this.byContent.get(content);
    if (same !== undefined && codes.size >= SHORTEST_SHARED) return `$${same}`;
    const parts = codes.size >= SHORTEST_UNION ? this.unionParts(chapter, codes) : undefined;
    this.byContent.set(content, name);
    this.stated.push({ name, chapter, codes });
    return parts?.map((part) => `$${part}`).join(' ') ?? encodePatterns(this.universe, this.marks(codes));
  }

  /** Patterns alone, for lists that nothing refers to. */
  patterns(codes: ReadonlySet<string>): string {
    return encodePatterns(this.universe, this.marks(codes));
  }

  /** `$name` with what it lacks and what it has too much, where that is shorter than patterns alone. */
  patternsOver(name: string, base: ReadonlySet<string>, codes: ReadonlySet<string>): string {
    const plain = this.patterns(codes);
    const rest = encodePatterns(this.universe, this.marks(codes), this.marks(base));
    const over = rest === '' ? `$${name}` : `$${name}\n${rest}`;
    return base.size > 0 && over.length < plain.length ? over : plain;
  }

  private unionParts(chapter: string, codes: ReadonlySet<string>): string[] | undefined {
    const left = new Set(codes);
    const parts: string[] = [];
    for (const list of this.stated) {
      if (list.chapter !== chapter || list.codes.size >= codes.size) continue;
      let isNew = false;
      let isInside = true;
      for (const code of list.codes) {
        if (!codes.has(code)) {
          isInside = false;
          break;
        }
        if (left.has(code)) isNew = true;
      }
      if (!isInside || !isNew) continue;
      parts.push(list.name);
      for (const code of list.codes) left.delete(code);
    }
    return left.size === 0 ? parts : undefined;
  }

  private marks(codes: ReadonlySet<string>): Uint8Array {
    const marks = new Uint8Array(this.universe.codes.length);
    for (const code of codes) {
      const index = this.universe.indexOf(code);
      if (index < 0) throw new RangeError(`code outside the universe: ${code}`);
      marks[index] = 1;
    }
    return marks;
  }
}
