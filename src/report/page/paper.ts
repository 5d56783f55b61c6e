import type { ChartColours } from '../charts/chart-style.js';

/** A4 less margins and a card's own padding, in CSS pixels. */
export const PAPER_PIXELS = 672;
/** A chart of two dozen bars stays on the page of its figures. */
export const PAPER_HEIGHT = 500;

/** A part of a page that is drawn otherwise on paper. */
export interface PaperPart {
  readonly forPaper: () => void;
  readonly forScreen: () => void;
}

const parts = new WeakMap<Element, PaperPart>();

/** Keeps how a part is drawn on paper, for as long as its node is on the page. */
export function keepForPaper(node: HTMLElement, part: PaperPart): void {
  node.dataset.paper = '';
  parts.set(node, part);
}

/** Draws what is in sight for paper before the page is printed, and back after. */
export function followPrint(): void {
  const each = (how: keyof PaperPart) => () => {
    for (const node of document.querySelectorAll<HTMLElement>('[data-paper]')) {
      if (node.checkVisibility()) parts.get(node)?.[how]();
    }
  };
  addEventListener('beforeprint', each('forPaper'));
  addEventListener('afterprint', each('forScreen'));
}

/** The same drawing in other colours: paper is white, whatever the screen is. */
export function recoloured<Drawing>(drawing: Drawing, from: ChartColours, to: ChartColours): Drawing {
  const flat = (colours: ChartColours): readonly string[] => Object.values(colours).flat() as string[];
  const pairs = new Map(flat(from).map((colour, k) => [colour, flat(to)[k]!]));
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return pairs.get(value) ?? value;
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === 'renderItem' ? drawn(inner) : change(inner)]),
    );
  };
  /** What a series of its own kind draws comes with its colours only when it is drawn. */
  const drawn =
    (draw: (...given: unknown[]) => unknown) =>
    (...given: unknown[]): unknown =>
      change(draw(...given));
  return change(drawing) as Drawing;
}
