const NUMBER = /^\d+(?:\.\d+)?$/;
/** No procedure code looks like this: they have two digits, a dot and more (ICD-9-CM-3). */
const IMPOSSIBLE = /^(?:\d{1,2}|\d\.\d+)$/;

/** Procedure codes as numbers: 03.31 is shown as 3.31 by a spreadsheet, 47.0 as 47, 47.0900 as 47.09. */
export class EatenZeros {
  /** Number as a spreadsheet shows it → the one code that it may have been; "" where several may. */
  private byNumber: Map<string, string> | undefined;

  constructor(private readonly list: readonly string[]) {}

  /** True for a text that can only be a damaged code. */
  static isDamaged(code: string): boolean {
    return IMPOSSIBLE.test(code);
  }

  /**
   * The code that a spreadsheet made this number of: the only one of the list that fits; "" where several fit or where
   * a damaged code has none; undefined for what is no such number.
   */
  repair(code: string): string | undefined {
    if (!NUMBER.test(code)) return undefined;
    const fits = this.numbers().get(shownNumber(code));
    if (fits !== undefined) return fits;
    return EatenZeros.isDamaged(code) ? '' : undefined;
  }

  private numbers(): Map<string, string> {
    if (this.byNumber !== undefined) return this.byNumber;
    const numbers = new Map<string, string>();
    for (const code of this.list) {
      if (!NUMBER.test(code)) continue;
      const number = shownNumber(code);
      const other = numbers.get(number);
      numbers.set(number, other === undefined || other === code ? code : '');
    }
    this.byNumber = numbers;
    return numbers;
  }
}

function shownNumber(code: string): string {
  const [whole = '', fraction = ''] = code.split('.');
  const left = whole.replace(/^0+(?=\d)/, '');
  const right = fraction.replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}
