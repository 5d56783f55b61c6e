import { RandomStream } from '../dist/src/kernel/random.js';
import { MATCHING_PRESETS } from '../dist/src/schemes/dip/matching-presets.js';

const shared = (Values, values) => {
  const array = new Values(new SharedArrayBuffer(values.length * Values.BYTES_PER_ELEMENT));
  array.set(values);
  return array;
};

/**
 * Cases that belong to a catalogue: of each case of a table the principal and the procedures are drawn for an entry,
 * with its main and related operations; one in ten cases gets an operation more. What else the table has stays.
 */
export function dipCases(table, document, seed) {
  const random = new RandomStream(seed, 3);
  const pick = (list) => list[random.integer(list.length)];
  const { dx } = table.columns;
  const principals = document.entries.map(({ diagnoses }) => codesOf(diagnoses, document.diagnoses));
  const numbers = { dx: new Map(dx.values.map((code, at) => [code, at])), px: new Map() };
  const dxValues = [...dx.values];
  const pxValues = ['', ...document.procedures];
  pxValues.forEach((code, at) => {
    numbers.px.set(code, at);
  });
  const numberOf = (known, values, code) => {
    if (!known.has(code)) known.set(code, values.push(code) - 1);
    return known.get(code);
  };
  const dxOffsets = [0];
  const dxCodes = [];
  const pxOffsets = [0];
  const pxCodes = [];
  for (let row = 0; row < table.caseCount; row++) {
    const place = random.integer(document.entries.length);
    const { main, related } = document.entries[place];
    dxCodes.push(numberOf(numbers.dx, dxValues, pick(principals[place])));
    for (let i = dx.offsets[row] + 1; i < dx.offsets[row + 1]; i++) dxCodes.push(dx.codes[i]);
    if (main.length > 0) pxCodes.push(numberOf(numbers.px, pxValues, pick(main)));
    for (const part of related) pxCodes.push(numberOf(numbers.px, pxValues, pick(part)));
    if (random.uniform() < 0.1) pxCodes.push(1 + random.integer(document.procedures.length));
    dxOffsets.push(dxCodes.length);
    pxOffsets.push(pxCodes.length);
  }
  const column = (offsets, codes, values) => ({
    kind: 'codes',
    offsets: shared(Uint32Array, offsets),
    codes: shared(values.length > 65_536 ? Uint32Array : Uint16Array, codes),
    values,
  });
  return {
    ...table,
    columns: {
      ...table.columns,
      dx: column(dxOffsets, dxCodes, dxValues),
      px: column(pxOffsets, pxCodes, pxValues),
    },
  };
}

/** Valid codes that meet a pattern; any code for the pattern of every case. */
function codesOf(patterns, diagnoses) {
  const found = patterns.flatMap((pattern) => {
    if (pattern.kind === 'every') return diagnoses;
    const from = pattern.kind === 'prefix' ? pattern.text : pattern.from;
    const to = pattern.kind === 'prefix' ? pattern.text : pattern.to;
    const start = firstFrom(diagnoses, from);
    let end = start;
    while (end < diagnoses.length && diagnoses[end].slice(0, to.length) <= to) end++;
    return diagnoses.slice(start, end);
  });
  return found.length === 0 ? diagnoses : found;
}

function firstFrom(codes, text) {
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codes[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A catalogue of a size as cities have them, out of a national one: to its entries come narrower ones (a longer
 * diagnosis, one more operation), basic ones with means, comprehensive groups by category, and a fallback.
 * @param order name of a preset of matching orders
 */
export function cityCatalogue(national, entryCount, seed, order) {
  const random = new RandomStream(seed, 4);
  const pick = (list) => list[random.integer(list.length)];
  const base = national.sections.at(-1).id;
  const own = national.entries.filter(({ diagnoses }) => diagnoses.every(({ kind }) => kind === 'prefix'));
  const procedures = [...new Set(own.flatMap(({ main }) => main))];
  const categories = [...new Set(own.flatMap(({ diagnoses }) => diagnoses.map(({ text }) => text.slice(0, 3))))];
  const entries = [...national.entries];
  const add = (entry) => entries.push({ ...entry, code: `C${entries.length}`, sequence: 100_000 + entries.length });
  const mean = () => ({ meanCostFen: 100_000 + random.integer(3_000_000) });
  while (entries.length < entryCount - categories.length - 1) {
    const { condition: _, ...entry } = pick(own);
    const text = pick(codesOf(entry.diagnoses, national.diagnoses));
    const isNarrower = random.uniform() < 0.5;
    add({
      ...entry,
      section: base,
      tier: 'basic',
      diagnoses: isNarrower ? [{ kind: 'prefix', text }] : entry.diagnoses,
      related: entry.main.length > 0 ? [...entry.related, [pick(procedures)]] : entry.related,
      ...mean(),
    });
  }
  const comprehensive = { section: base, name: '', main: [], related: [], ...mean() };
  for (const text of categories) {
    const kind = pick(['conservative', 'procedure']);
    add({
      ...comprehensive,
      kind,
      tier: 'comprehensive',
      procedureUse: 'class',
      diagnoses: [{ kind: 'prefix', text }],
    });
  }
  add({
    ...comprehensive,
    kind: 'conservative',
    tier: 'fallback',
    procedureUse: 'any_case',
    diagnoses: [{ kind: 'every' }],
  });
  return {
    ...national,
    id: `city, order ${order}`,
    entries,
    options: { ...national.options, unmatched: 'fallback' },
    steps: national.steps.map((step) => ({ ...step, ...MATCHING_PRESETS[order] })),
  };
}
