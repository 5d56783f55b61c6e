import { type ChartStyle, DARK_COLOURS, LIGHT_COLOURS } from '../../report/charts/chart-style.js';
import { element } from '../../report/page/dom.js';
import { isDark } from '../../report/page/page-state.js';
import { askKept, failureText } from './ask-server.js';
import { firstHint } from './first-hint.js';
import { startIn } from './in-english.js';
import { type LeverPanel, leverPanel, typedWrong } from './lever-panel.js';
import {
  type Lever,
  leversOf,
  type Patch,
  patchesOf,
  reformOf,
  WEIGHT_PATH,
  weightLevers,
  wrongNumber,
} from './levers.js';
import { LiveLine } from './live-line.js';
import type { LiveStart } from './live-types.js';
import { failureNotice, isAboutKey, wrongNotice } from './notice.js';
import { baselineChooser, type PolicyListed } from './reform/baseline-chooser.js';
import { flowPanel } from './reform/flow-panel.js';
import { fullSection } from './reform/full-section.js';
import { liveSection } from './reform/live-section.js';
import { methodLever } from './reform/method-lever.js';
import { patchList } from './reform/patch-list.js';
import { sweepPanel } from './reform/sweep-panel.js';
import { type Fill, type WebState, webHash } from './web-state.js';
import { say, WORDS } from './words.js';

/** Beside the demo region's own policy, in the units of the other method and with budgets of the region's size. */
const DEMO_DIP = 'policy-dip.yaml';
/** Milliseconds of rest after which the levers stand in the address. */
const SAVE_REST = 150;
/** The same for regions of the size that it ships for. */
const DEMO_DIP_SHIPPED = 'demo-region-dip';

export function chartStyle(state: WebState): ChartStyle {
  return { language: state.language, unit: state.unit, colours: isDark(state.theme) ? DARK_COLOURS : LIGHT_COLOURS };
}

/** Levers on the left; figures and chart that follow them, and the full result, on the right. */
export async function reformRoom(state: WebState, fill: Fill, save: () => void): Promise<void> {
  const { language } = state;
  const start = await askKept<LiveStart>(`/v1/runs/${encodeURIComponent(state.run)}/live`).then((told) =>
    startIn(told, language),
  );
  const [{ policies }, schemes] = await Promise.all([
    askKept<{ policies: readonly PolicyListed[] }>('/v1/policies'),
    schemesFor(start, language),
  ]);
  const fixed = leversOf(start.parameters);
  setAside(state, fixed);
  const levers = () => [...fixed, ...weightLevers(state.levers)];
  const style = chartStyle(state);
  const patches = (): Patch[] => patchesOf(levers(), state.levers);
  const trouble = element('div', { class: 'full-run' });
  const fail = (error: unknown): void => {
    const notice = failureNotice(error, language, () => line.ask());
    if (isAboutKey(error)) trouble.replaceChildren(notice);
    else if (panel.refuse(failureText(error))) live.fail(wrongNotice(say('leverRefused', language)));
    else live.fail(notice);
  };

  const own = fixed.find(({ group }) => group === 'scheme')?.baseline;
  const live = liveSection(
    state,
    style,
    start.answer,
    () => patches().length > 0,
    [
      {
        id: 'sweep',
        name: say('tabSweep', language),
        show: once((place) => sweepPanel(place, state, style, fixed, patches, save)),
      },
      ...(typeof own === 'string'
        ? [
            {
              id: 'flow',
              name: say('tabFlow', language),
              show: once((place) => flowPanel(place, state, style, own, schemes, save)),
            },
          ]
        : []),
    ],
    save,
  );
  const full = fullSection(state, style, patches, save);
  const line = new LiveLine(
    state.run,
    () => [reformOf(patches(), WORDS.reformTitle)],
    (answer, isFinal) => {
      trouble.replaceChildren();
      live.draw(answer, isFinal);
    },
    fail,
    live.wait,
  );

  const panelPlace = element('div');
  let panel: LeverPanel;
  let rest: ReturnType<typeof setTimeout> | undefined;
  /** Browsers take so many addresses and no more: a lever that moves writes its own when it rests. */
  const saveAtRest = (): void => {
    clearTimeout(rest);
    rest = setTimeout(save, SAVE_REST);
  };
  const setLevers = (next: ReadonlyMap<string, number | string>): void => {
    const isSame = weightPaths(next).join() === weightPaths(state.levers).join();
    state.levers = next;
    saveAtRest();
    if (isSame) panel.show();
    else drawPanel();
    list.show();
    full.allow(patches().length > 0);
    line.ask();
  };
  const acts = {
    move(changes: readonly (readonly [string, number | string])[]): void {
      const next = new Map(state.levers);
      for (const [path, value] of changes) {
        typedWrong.delete(path);
        // A lever of weights stays in sight where it stands at 1.
        const isBack = levers().find(({ parameter }) => parameter.path === path)?.baseline === value;
        if (isBack && !path.startsWith(WEIGHT_PATH)) next.delete(path);
        else next.set(path, value);
      }
      setLevers(next);
    },
    reset(path: string): void {
      typedWrong.delete(path);
      setLevers(new Map([...state.levers].filter(([other]) => other !== path)));
    },
    addWeight(path: string): void {
      setLevers(new Map(state.levers).set(path, state.levers.get(path) ?? 1.05));
      document.getElementById(`lever-${path.replaceAll('.', '-')}`)?.focus();
    },
  };
  function drawPanel(): void {
    const groups = () => [...panelPlace.querySelectorAll('details')];
    // What the reader has opened stays open when a lever of weights comes or goes.
    const opened = new Set(groups().flatMap(({ open, dataset }) => (open ? [dataset.group] : [])));
    panel = leverPanel(levers(), schemes, () => state.levers, acts, language);
    panelPlace.replaceChildren(panel.node);
    for (const details of groups()) details.open ||= opened.has(details.dataset.group);
  }
  const list = patchList(
    {
      levers,
      patches,
      set: () => state.levers,
      link() {
        clearTimeout(rest);
        save();
        return location.href;
      },
    },
    language,
    () => {
      typedWrong.clear();
      setLevers(new Map());
    },
    fail,
  );
  const others =
    state.run === 'demo'
      ? [
          { id: DEMO_DIP, title: WORDS.methodOfDemo, method: 'dip' },
          ...policies.filter(({ id }) => id !== DEMO_DIP_SHIPPED),
        ]
      : policies;
  const chooser = await baselineChooser(state, others, (run) => {
    typedWrong.clear();
    location.hash = webHash({ ...state, run, levers: new Map(), result: '', sweep: '', flow: '', filter: '' });
  });
  drawPanel();
  fill(
    element(
      'aside',
      { class: 'left', 'aria-label': say('levers', language) },
      element('h2', {}, say('levers', language)),
      element('p', { class: 'note' }, `${say('baselineOf', language)}${start.policy[language]}`),
      chooser,
      panelPlace,
      methodLever(others, language, full.runAgainst),
      ...list.nodes,
    ),
    element(
      'div',
      { class: 'right' },
      element('h1', {}, say('question', language)),
      element('p', { class: 'lead' }, say('questionLead', language)),
      ...firstHint(language),
      element('div', { class: 'answer-head' }, live.nodes[0]!, full.tools),
      full.progress,
      trouble,
      ...live.nodes.slice(1),
      element('p', { class: 'caveat' }, `${WORDS.caveat[language]} · ${start.region} · ${start.year}`),
      full.result,
    ),
  );
  list.show();
  full.allow(patches().length > 0);
  live.draw(start.answer, true);
  if (patches().length > 0) line.ask();
  await full.show();
}

/** Numbers of a link that no policy takes stand in their fields and are told there; they do not count. */
function setAside(state: WebState, levers: readonly Lever[]): void {
  const next = new Map(state.levers);
  for (const lever of levers) {
    const { path } = lever.parameter;
    const value = next.get(path);
    if (value === undefined || typeof lever.baseline !== 'number') continue;
    if (typeof value === 'number' && wrongNumber(String(value), lever) === undefined) continue;
    typedWrong.set(path, String(value));
    next.delete(path);
  }
  state.levers = next;
}

const weightPaths = (set: ReadonlyMap<string, unknown>): string[] =>
  [...set.keys()].filter((path) => path.startsWith(WEIGHT_PATH)).sort();

/** A panel that keeps itself is made at its first look. */
function once(make: (place: HTMLElement) => void): (place: HTMLElement) => void {
  let isMade = false;
  return (place) => {
    if (!isMade) make(place);
    isMade = true;
  };
}

/** Schemes of the policy's own method, where the scheme is a parameter. */
async function schemesFor({ parameters }: LiveStart, language: WebState['language']) {
  const own = parameters.find(({ path }) => path === 'scheme')?.raw;
  if (typeof own !== 'string') return [];
  type Scheme = { readonly id: string; readonly method: string; readonly title: { zh: string; en: string } };
  const { schemes } = await askKept<{ schemes: readonly Scheme[] }>('/v1/schemes');
  const method = schemes.find(({ id }) => id === own)?.method;
  return schemes.filter((scheme) => scheme.method === method).map(({ id, title }) => ({ id, title: title[language] }));
}
