/** The literal clearing refuses as the fast one does; `code` is that of the fast one's error. */
export class LiteralRefusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
