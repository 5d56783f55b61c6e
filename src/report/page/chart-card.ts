import { CHART_FONT, type ChartStyle, type ChartView, LIGHT_COLOURS } from '../charts/chart-style.js';
import { escapeHtml } from '../html/html-text.js';
import { label } from '../labels.js';
import { button, download, element } from './dom.js';
import { init } from './echarts-parts.js';
import { keepForPaper, PAPER_HEIGHT, PAPER_PIXELS, recoloured } from './paper.js';

export interface ChartCardOptions {
  /** Written under a saved picture: caveat, date, versions. */
  readonly foot: string;
  /** A button of this chart's own, e.g. all hospitals. */
  readonly extra?: HTMLButtonElement;
  /** A mark of the chart was clicked: its key. */
  readonly onPick?: (key: string) => void;
  /** Where the card goes; absent: the report's charts. */
  readonly place?: Element;
}

export interface ChartCard {
  readonly node: HTMLElement;
  /** Draws again, e.g. for another theme, unit or width. */
  readonly draw: (view: ChartView, style: ChartStyle, width?: number) => void;
}

/** A chart in its card: title that says the finding, tools, picture, and the same data as a table one click away. */
export function chartCard(first: ChartView, style: ChartStyle, options: ChartCardOptions): ChartCard {
  const { language } = style;
  let view = first;
  let colours = style.colours;
  /** Set while the picture is fitted to paper: the screen's width must not win then. */
  let fixedWidth: number | undefined;
  let wasFixed = false;
  let drawnWith = style;
  /** How it stands on the screen while it is drawn for paper. */
  let onScreen: { readonly view: ChartView; readonly style: ChartStyle } | undefined;
  let height = 0;
  const title = element('h3', { id: `${view.id}-title` });
  const summary = element('p');
  const picture = element('div', { class: 'chart', role: 'img' });
  const data = element('div', { class: 'scroll window', role: 'region', tabindex: '0', hidden: true });
  const toggle = button(label('showTable', language), () => {
    data.hidden = !data.hidden;
    picture.hidden = !data.hidden;
    drawData();
    toggle.textContent = label(data.hidden ? 'showTable' : 'showChart', language);
    if (data.hidden) chart.resize();
  });
  const save = (kind: 'svg' | 'png') => () => savePicture(kind);
  const tools = element('div', { class: 'tools' });
  if (options.extra) tools.append(options.extra);
  tools.append(
    toggle,
    button(label('saveSvg', language), save('svg')),
    button(label('savePng', language), save('png')),
  );
  const node = element(
    'article',
    { class: 'card', id: view.id, 'aria-labelledby': `${view.id}-title` },
    element('div', { class: 'card-head' }, element('div', {}, title, summary), tools),
    picture,
    data,
  );
  (options.place ?? document.querySelector('#charts')!).append(node);
  const chart = init(picture, undefined, { renderer: 'svg', height: view.height });

  const { onPick } = options;
  if (onPick !== undefined) {
    chart.on('click', ({ dataIndex }) => {
      const key = view.keys?.[dataIndex as number];
      if (key !== undefined) onPick(key);
    });
  }

  function draw(next: ChartView, nextStyle: ChartStyle, width?: number): void {
    view = next;
    drawnWith = nextStyle;
    colours = nextStyle.colours;
    fixedWidth = width;
    title.textContent = view.title;
    summary.textContent = view.summary;
    picture.setAttribute('aria-label', `${view.title}. ${view.summary}`);
    data.setAttribute('aria-label', view.title);
    drawData();
    // In this order: only setOption draws at once, and paper does not wait for the next frame. A chart that keeps its
    // size is drawn once and not twice.
    if (view.height !== height || width !== undefined || wasFixed) {
      height = view.height;
      picture.style.height = `${height}px`;
      chart.resize({ height, width: width ?? 'auto' });
    }
    wasFixed = width !== undefined;
    chart.setOption(view.option, { notMerge: true });
  }

  /** Rows that nobody looks at are not made. */
  function drawData(): void {
    data.replaceChildren(...(data.hidden ? [] : [dataTable(view)]));
  }

  function savePicture(kind: 'svg' | 'png'): void {
    const width = chart.getWidth();
    const svg = pictureWithTitle(chart.renderToSVGString(), view, width, colours, options.foot);
    if (kind === 'svg') download(`${view.id}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
    else savePng(svg, width, view);
  }

  new ResizeObserver(() => {
    const { clientWidth } = picture;
    // Out of sight it has no size; at the size it is drawn at there is nothing to do.
    if (clientWidth === 0 || clientWidth === chart.getWidth() || fixedWidth !== undefined) return;
    chart.resize();
  }).observe(picture);
  draw(view, style);
  keepForPaper(node, {
    forPaper() {
      const screen = { view, style: drawnWith };
      const option = recoloured(view.option, drawnWith.colours, LIGHT_COLOURS);
      const height = Math.min(view.height, PAPER_HEIGHT);
      draw({ ...view, option, height }, { ...drawnWith, colours: LIGHT_COLOURS }, PAPER_PIXELS);
      onScreen = screen;
    },
    forScreen() {
      if (onScreen !== undefined) draw(onScreen.view, onScreen.style);
      onScreen = undefined;
    },
  });
  return { node, draw };
}

function dataTable(view: ChartView): HTMLTableElement {
  const side = (column: number) => (view.isNumber[column] ? 'num' : undefined);
  // A column whose header is empty plays no part in this model.
  const columns = view.headers.map((_, column) => column).filter((column) => view.headers[column] !== '');
  const head = columns.map((column) => element('th', { scope: 'col', class: side(column) }, view.headers[column]!));
  const rows = view.rows.map((cells) =>
    element('tr', {}, ...columns.map((column) => element('td', { class: side(column) }, cells[column]!))),
  );
  return element(
    'table',
    { class: 'plain' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}

const HEAD_PIXELS = 76;
const FOOT_PIXELS = 36;

/** The picture with title, summary and caveat around it, for a slide. */
function pictureWithTitle(
  svg: string,
  view: ChartView,
  width: number,
  colours: ChartStyle['colours'],
  foot: string,
): string {
  const height = view.height + HEAD_PIXELS + FOOT_PIXELS;
  const text = (y: number, size: number, colour: string, content: string, weight = 400) =>
    `<text x="24" y="${y}" font-family="${CHART_FONT}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escapeHtml(content)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>` +
    text(32, 18, colours.ink, view.title, 600) +
    text(56, 13, colours.muted, view.summary) +
    svg.replace('<svg ', `<svg y="${HEAD_PIXELS}" `) +
    text(height - 14, 12, colours.muted, foot) +
    '</svg>'
  );
}

function savePng(svg: string, width: number, view: ChartView): void {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    const scale = 2;
    canvas.width = width * scale;
    canvas.height = (view.height + HEAD_PIXELS + FOOT_PIXELS) * scale;
    const context = canvas.getContext('2d')!;
    context.scale(scale, scale);
    context.drawImage(image, 0, 0);
    canvas.toBlob((blob) => {
      if (blob !== null) download(`${view.id}.png`, blob);
    }, 'image/png');
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
