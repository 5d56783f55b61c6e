import type { CompiledTests, TestedCase } from './compiled-tests.js';
import { isInEdgeRange } from './edge-range.js';

const FEN_OF_YUAN = 100;

/** Whether every test of a rule holds for a row. Nothing is allocated; cheap tests come first. */
export function testsHold(tests: CompiledTests, row: number, tested: TestedCase): boolean {
  if (tests.groups !== undefined && tests.groups[tested.group] === 0) return false;
  if ((tests.levels & (1 << tested.levelClass)) === 0) return false;
  if (tests.needsStandard === 1 && Number.isNaN(tested.standard)) return false;
  for (let i = 0; i < tests.texts.length; i++) {
    const text = tests.texts[i]!;
    if (text.mask[text.codes[row]!] === 0) return false;
  }
  for (let i = 0; i < tests.numbers.length; i++) {
    const { values, least, most } = tests.numbers[i]!;
    const value = values[row]!;
    if (value < least || value > most) return false;
  }
  if (tests.rows !== undefined && tests.rows[row] === 0) return false;
  const { cost } = tested;
  if (tests.units !== undefined && !isInEdgeRange(tests.units, tested.weight, tested.weightPower)) return false;
  if (tests.cost !== undefined && !isInEdgeRange(tests.cost, cost, FEN_OF_YUAN)) return false;
  if (tests.costToStandard !== undefined && !isInEdgeRange(tests.costToStandard, cost, tested.standard)) return false;
  if (tests.costToMean !== undefined && !isInEdgeRange(tests.costToMean, cost, tested.mean)) return false;
  return listsHold(tests, row) && sharesHold(tests, row);
}

function listsHold(tests: CompiledTests, row: number): boolean {
  for (let i = 0; i < tests.lists.length; i++) {
    const { offsets, codes, mask, isFirstOnly } = tests.lists[i]!;
    const start = offsets[row]!;
    const end = isFirstOnly === 1 ? Math.min(start + 1, offsets[row + 1]!) : offsets[row + 1]!;
    let found = 0;
    for (let at = start; at < end && found === 0; at++) found = mask[codes[at]!]!;
    if (found === 0) return false;
  }
  if (tests.classes === undefined) return true;
  const { offsets, codes, bits, count } = tests.classes;
  let met = 0;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) met |= bits[codes[at]!]!;
  let classes = 0;
  for (let rest = met; rest !== 0; rest &= rest - 1) classes += 1;
  return classes >= count;
}

function sharesHold(tests: CompiledTests, row: number): boolean {
  for (let i = 0; i < tests.shares.length; i++) {
    const { parts, of, range } = tests.shares[i]!;
    let part = 0;
    for (let p = 0; p < parts.length; p++) part += parts[p]![row]!;
    let whole = 0;
    for (let w = 0; w < of.length; w++) whole += of[w]![row]!;
    // A share of nothing is no share: a case without the whole fails the test.
    if (whole === 0 || !isInEdgeRange(range, part, whole)) return false;
  }
  return true;
}
