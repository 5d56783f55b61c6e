/** A request to one of the routes that compute, as it is carried to where it is answered. */
export interface CarriedRequest {
  readonly url: string;
  /** Of the request, for the log and for failures that only their reference tells. */
  readonly id: string;
  readonly acceptLanguage: string;
  /** JSON. */
  readonly body: string;
}

export interface CarriedAnswer {
  readonly status: number;
  /** What is told of the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Answers requests whose work would hold up all others; a server has threads for it. */
export interface Aside {
  /** @throws too_many_large */
  answer(request: CarriedRequest): Promise<CarriedAnswer>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Which requests to a route are answered aside. */
export interface AsideRule {
  /** Those whose body has more bytes: about a tenth of a second of work. */
  readonly bytes: number;
  /** Others that take long for what they ask; the body is parsed and not yet checked. */
  readonly isLong?: (body: unknown) => boolean;
}
