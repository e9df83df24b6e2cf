interface Place {
  work: (() => void) | undefined;
}

/** Does things in the order in which they were asked for, although some are not ready when they are. */
export class InOrder {
  readonly #places: Place[] = [];

  /** Does `work` at once, or, where something before it is not ready, after that. */
  run(work: () => void): void {
    if (this.#places.length === 0) work();
    else this.#places.push({ work });
  }

  /** Keeps a place for what is not ready: to be called with the work when it is. */
  reserve(): (work: () => void) => void {
    const place: Place = { work: undefined };
    this.#places.push(place);
    return (work) => {
      place.work = work;
      this.#proceed();
    };
  }

  #proceed(): void {
    for (let next = this.#places[0]?.work; next; next = this.#places[0]?.work) {
      this.#places.shift();
      next();
    }
  }
}
