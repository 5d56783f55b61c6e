import { button, element } from '../../report/page/dom.js';
import { isDark } from '../../report/page/page-state.js';
import { followPrint } from '../../report/page/paper.js';
import { AskFailure, askJson, isGone, isLost } from './ask-server.js';
import { clearingRoom } from './clearing-room.js';
import { hospitalRoom } from './hospital-room.js';
import { emptyNotice, failureNotice, skeleton } from './notice.js';
import { reformRoom } from './reform-room.js';
import { openSources } from './sources-panel.js';
import { ROOMS, readWebState, type WebState, webHash } from './web-state.js';
import { say, WORDS } from './words.js';

const main = document.querySelector<HTMLElement>('#main')!;
const bar = document.querySelector<HTMLElement>('#bar')!;
const rail = document.querySelector<HTMLElement>('#rail')!;
const DEMO_WAIT = 1_000;

let state: WebState = readWebState(location.hash, 'zh');
/** Counts drawings: an answer for one that is past is dropped. */
let drawing = 0;
/** The room whose content stands on the page. */
let drawn: WebState['room'] | '' = '';
let isDemoDone = false;

const DRAW_ROOM = { reform: reformRoom, hospital: hospitalRoom, clearing: clearingRoom } as const;

function save(): void {
  history.replaceState(null, '', webHash(state));
}

function drawFrame(): void {
  const { language } = state;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = isDark(state.theme) ? 'dark' : 'light';
  document.title = `${say(state.room, language)} · ${say('product', language)}`;
  document.querySelector('.skip')!.textContent = say('skip', language);
  const focused = document.activeElement?.getAttribute('data-choice');
  bar.replaceChildren(
    element('span', { class: 'product' }, say('product', language)),
    element('span', { class: 'place' }),
    choices('unit', [
      ['wan', language === 'zh' ? '万元' : '10k yuan'],
      ['yuan', language === 'zh' ? '元' : 'yuan'],
    ]),
    choices('language', [
      ['zh', '中文'],
      ['en', 'English'],
    ]),
    choices('theme', [
      ['auto', language === 'zh' ? '自动' : 'Auto'],
      ['light', language === 'zh' ? '浅色' : 'Light'],
      ['dark', language === 'zh' ? '深色' : 'Dark'],
    ]),
    button(say('sources', language), () => openSources(state.run, language), { id: 'sources' }),
    element('a', { href: '/about' }, say('routes', language)),
  );
  if (focused) bar.querySelector<HTMLElement>(`[data-choice="${focused}"]`)?.focus();
  rail.setAttribute('aria-label', say('rooms', language));
  rail.replaceChildren(
    ...ROOMS.map((room) =>
      element(
        'a',
        {
          href: webHash({ ...state, room }),
          'aria-current': room === state.room ? 'page' : undefined,
          'data-room': room,
        },
        say(room, language),
      ),
    ),
  );
}

const GROUP_NAMES = {
  unit: { zh: '金额单位', en: 'Unit of amounts' },
  language: { zh: '语言', en: 'Language' },
  theme: { zh: '主题', en: 'Theme' },
} as const;

function choices(choice: keyof typeof GROUP_NAMES, options: readonly (readonly [string, string])[]): HTMLElement {
  const buttons = options.map(([value, text]) =>
    button(
      text,
      () => {
        state = { ...state, [choice]: value };
        save();
        void draw();
      },
      {
        'aria-pressed': String(state[choice] === value),
        'data-choice': `${choice}-${value}`,
        lang: choice === 'language' ? (value === 'zh' ? 'zh-CN' : 'en') : undefined,
      },
    ),
  );
  return element(
    'div',
    { class: 'choices', role: 'group', 'aria-label': GROUP_NAMES[choice][state.language] },
    ...buttons,
  );
}

async function draw(): Promise<void> {
  drawing += 1;
  const own = drawing;
  drawFrame();
  const { language, room } = state;
  // Another room begins at its top; the same one in another language stays where it was read.
  const scrolled = drawn === room ? window.scrollY : 0;
  // What stands stays until the new is there: nothing jumps.
  if (main.dataset.room !== room) {
    drawn = '';
    main.replaceChildren(skeleton(say('loading', language)));
  }
  main.dataset.room = room;
  const fill = (...nodes: readonly Node[]): void => {
    // Thrown through the room that is past; caught below, where nobody waits for it.
    if (own !== drawing) throw new Error('past');
    main.className = `room ${room}-room`;
    drawn = room;
    main.replaceChildren(...nodes);
    window.scrollTo(0, scrolled);
  };
  try {
    if (room !== 'hospital' || state.run === 'demo') await waitForDemo(own);
    drawPlace();
    await DRAW_ROOM[room](state, fill, () => {
      if (own !== drawing) return;
      save();
      drawPlace();
    });
  } catch (error) {
    if (own !== drawing) return;
    main.querySelector(':scope > .failure')?.remove();
    // What stands stays where only the line is lost; the notice goes with the next drawing.
    if (isLost(error) && drawn === room) main.prepend(troubleOf(error));
    else {
      drawn = '';
      main.className = 'room';
      main.replaceChildren(element('h1', {}, say(room, language)), troubleOf(error));
    }
  }
}

function drawPlace(): void {
  bar.querySelector('.place')!.textContent = state.run === 'demo' ? WORDS.demo[state.language] : state.run;
  for (const link of rail.querySelectorAll('a')) {
    link.setAttribute('href', webHash({ ...state, room: link.dataset.room as WebState['room'] }));
  }
}

/** The demo region is made at the first start; until then the page says how far it is. */
async function waitForDemo(own: number): Promise<void> {
  if (state.run !== 'demo' || isDemoDone) return;
  for (;;) {
    const { demo } = await askJson<{ demo: string }>('/ready');
    isDemoDone = demo === 'done';
    if (isDemoDone || own !== drawing) return;
    if (demo === 'none') throw new AskFailure(WORDS.noDemo, 'no_demo', 404);
    if (demo === 'failed' || demo === 'cancelled') await askJson('/v1/runs/demo/live');
    main.replaceChildren(skeleton(say('demoComing', state.language)));
    await new Promise((resolve) => setTimeout(resolve, DEMO_WAIT));
  }
}

function troubleOf(error: unknown): HTMLElement {
  const { language } = state;
  if (isGone(error)) {
    const back = button(say('showDemo', language), () => {
      state = { ...state, run: 'demo', result: '', hospital: '' };
      save();
      void draw();
    });
    return emptyNotice(say('runGone', language), back);
  }
  return failureNotice(error, language, () => void draw());
}

followPrint();
// A file that misses its place must not take the browser away from the page.
for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
addEventListener('hashchange', () => {
  state = readWebState(location.hash, state.language);
  void draw();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  if (state.theme === 'auto') void draw();
});
void draw();
