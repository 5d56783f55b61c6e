import type { Language, Text } from '../../kernel/errors.js';
import { formatDecimals, formatPercent } from '../../report/format-number.js';
import { TRUST_LABELS, trustMark } from '../../report/labels.js';
import { button, element } from '../../report/page/dom.js';
import { LEVER_GROUPS, type Lever, leverText, numberTyped, wrongNumber } from './levers.js';
import { weightForm } from './reform/weight-form.js';
import { refusedLever } from './refused-lever.js';
import { say } from './words.js';

export interface LeverPanel {
  readonly node: HTMLElement;
  /** Shows values that were set elsewhere (reset, link). */
  readonly show: () => void;
  /** Tells a refusal of the server beside the lever that it names; false where it names none. */
  readonly refuse: (told: Text) => boolean;
}

/** What was typed and no policy takes, by lever: it stands in its field until it is mended, in any language. */
export const typedWrong = new Map<string, string>();

export interface LeverActs {
  readonly move: (changes: readonly (readonly [path: string, value: number | string])[]) => void;
  readonly reset: (path: string) => void;
  readonly addWeight: (path: string) => void;
}

/** The policy's levers in groups: slider, field, source mark, and a reset for each that was moved. */
export function leverPanel(
  levers: readonly Lever[],
  schemes: readonly { readonly id: string; readonly title: string }[],
  set: () => ReadonlyMap<string, number | string>,
  acts: LeverActs,
  language: Language,
): LeverPanel {
  const { move } = acts;
  const shows: (() => void)[] = [];
  const refusals: { readonly path: string; readonly tell: (text: string) => void }[] = [];
  const node = element('div', { class: 'levers' });
  for (const group of LEVER_GROUPS) {
    const own = levers.filter((lever) => lever.group === group);
    if (own.length === 0 && group !== 'weight') continue;
    const rows = own.map((lever) => {
      const row = group === 'scheme' ? schemeRow(lever) : numberRow(lever);
      shows.push(row.show);
      return row.node;
    });
    const quick = group === 'rate' && own.length > 1 ? [allRates(own)] : [];
    if (group === 'weight') quick.push(weightForm(language, acts.addWeight));
    // The rate is what most come for; the others open by a click.
    const attributes = {
      class: 'lever-group',
      'data-group': group,
      open: group === 'rate' || own.some(({ parameter: { path } }) => set().has(path) || typedWrong.has(path)),
    };
    node.append(element('details', attributes, element('summary', {}, say(group, language)), ...quick, ...rows));
  }
  return {
    node,
    show: () => {
      for (const show of shows) show();
    },
    refuse(told) {
      const refused = refusedLever(told, [...set().keys()], language);
      const row = refusals.find(({ path }) => path === refused?.path);
      if (refused === undefined || row === undefined) return false;
      row.tell(refused.told);
      return true;
    },
  };

  function allRates(own: readonly Lever[]): HTMLElement {
    const steps = [-0.05, -0.03, -0.01, 0.01, 0.03].map((change) =>
      button(formatPercent(change, 0, 'always'), () =>
        move(own.map(({ parameter, baseline }) => [parameter.path, fen((baseline as number) * (1 + change))])),
      ),
    );
    return element(
      'div',
      { class: 'quick', role: 'group', 'aria-label': say('allRates', language) },
      element('span', {}, say('allRates', language)),
      ...steps,
    );
  }

  function numberRow(lever: Lever) {
    const { parameter, baseline, from, to, step } = lever;
    const name = parameter.label[language];
    const id = `lever-${parameter.path.replaceAll('.', '-')}`;
    const slider = element('input', { type: 'range', id: `${id}-slider`, min: from, max: to, step });
    slider.setAttribute('aria-label', `${name} ${say('slider', language)}`);
    const field = element('input', { type: 'text', inputmode: 'decimal', id, autocomplete: 'off' });
    const wrong = element('p', { class: 'wrong', id: `${id}-wrong`, role: 'alert' });
    field.setAttribute('aria-describedby', wrong.id);
    const undo = button(say('reset', language), () => undoLever(), { class: 'undo' });
    undo.setAttribute('aria-label', `${say('reset', language)} ${name}`);
    const was = element('span', { class: 'was' });
    const source = sourceLine(lever);
    const row = element(
      'div',
      { class: 'lever', 'data-path': parameter.path },
      element(
        'div',
        { class: 'lever-head' },
        element('label', { for: id }, name, element('small', {}, ` ${unitOf(lever)}`)),
        mark(lever),
      ),
      element('div', { class: 'lever-set' }, slider, field),
      // What is wrong stands in the place of source and change: nothing below it moves.
      element('div', { class: 'lever-below' }, source, element('div', { class: 'lever-foot' }, wrong, was, undo)),
    );
    const tell = (text: string): void => {
      wrong.textContent = text;
      was.hidden = text !== '';
      source.hidden = text !== '';
      field.setAttribute('aria-invalid', String(text !== ''));
    };
    let shown = '';
    const show = (): void => {
      const value = (set().get(parameter.path) ?? baseline) as number;
      const typed = typedWrong.get(parameter.path);
      // All levers are shown at each step of one: those that stand as they stood cost nothing.
      if (shown === `${value} ${typed}`) return;
      shown = `${value} ${typed}`;
      slider.value = String(value);
      field.value = typed ?? leverText(lever, value);
      tell(typed === undefined ? '' : (wrongNumber(typed, lever)?.[language] ?? ''));
      slider.setAttribute('aria-valuetext', `${leverText(lever, value)} ${unitOf(lever)}`);
      const isMoved = value !== baseline;
      row.classList.toggle('moved', isMoved);
      // A lever that the reader made goes by its reset.
      undo.hidden = !isMoved && typed === undefined && lever.group !== 'weight';
      was.textContent = isMoved
        ? `${leverText(lever, baseline as number)} → ${leverText(lever, value)}${baseline === 0 ? '' : ` · ${formatPercent(value / (baseline as number) - 1, 2, 'always')}`}`
        : '';
    };
    /** The button goes, and where a reader of keys stands must not go with it. */
    function undoLever(): void {
      acts.reset(parameter.path);
      (slider.isConnected ? slider : document.getElementById('weight-pattern'))?.focus();
    }
    refusals.push({
      path: parameter.path,
      tell(text) {
        tell(text);
        shown = '';
      },
    });
    slider.addEventListener('input', () => {
      typedWrong.delete(parameter.path);
      move([[parameter.path, Number(slider.value)]]);
    });
    field.addEventListener('change', () => {
      typedWrong.delete(parameter.path);
      shown = '';
      if (wrongNumber(field.value, lever) === undefined) move([[parameter.path, numberTyped(field.value)]]);
      else {
        typedWrong.set(parameter.path, field.value);
        show();
      }
    });
    show();
    return { node: row, show };
  }

  function schemeRow(lever: Lever) {
    const { parameter, baseline } = lever;
    const options = schemes.map(({ id, title }) => element('option', { value: id }, title));
    const select = element('select', { id: 'lever-scheme' }, ...options);
    const row = element(
      'div',
      { class: 'lever', 'data-path': parameter.path },
      element(
        'div',
        { class: 'lever-head' },
        element('label', { for: 'lever-scheme' }, parameter.label[language]),
        mark(lever),
      ),
      select,
      sourceLine(lever),
    );
    const show = (): void => {
      select.value = String(set().get(parameter.path) ?? baseline);
      row.classList.toggle('moved', select.value !== baseline);
    };
    select.addEventListener('change', () => move([[parameter.path, select.value]]));
    show();
    return { node: row, show };
  }

  /** What the value rests on, beside it and not only on hover. */
  function sourceLine({ parameter: { source }, group }: Lever): HTMLElement {
    if (group === 'weight') return element('span');
    const told =
      source === null ? say('noSource', language) : [source.document, source.article].filter(Boolean).join(' · ');
    return element('p', { class: 'source', title: source?.note }, `${say('sourceOf', language)}${told}`);
  }

  function mark({ parameter: { source, trust } }: Lever): HTMLElement {
    const kind = trustMark(source === null ? undefined : ({ ...source, trust } as never));
    const where = source === null ? '' : [source.document, source.article, source.note].filter(Boolean).join(' · ');
    return element('span', { class: `mark ${kind}`, title: where }, TRUST_LABELS[kind][language]);
  }

  function unitOf({ parameter: { unit } }: Lever): string {
    return unit[language] === '—' ? '' : unit[language];
  }
}

/** A rate has fen and no more. */
const fen = (yuan: number): number => numberTyped(formatDecimals(yuan, 2));
