/** What stands beneath the steps. */
export type Panel = 'explain' | 'octets' | 'keys';

/** What a key may do while one steps. */
export interface Moves {
  readonly at: number;
  readonly length: number;
  goTo(at: number): void;
  goAlong(direction: 1 | -1): void;
  show(panel: Panel): void;
  hide(): void;
  move(rows: number): void;
  ask(kind: 'search' | 'filter'): void;
  leave(): void;
}

/** How far a panel is moved at once. */
const PAGE = 8;

/** What each key does, by its name. */
export function stepperKeys(stepper: Moves): Readonly<Record<string, () => void>> {
  const by = (steps: number) => () => stepper.goTo(stepper.at + steps);
  const show = (panel: Panel) => () => stepper.show(panel);
  const [next, back] = [by(1), by(-1)];
  const first = () => stepper.goTo(0);
  const last = () => stepper.goTo(stepper.length - 1);
  const leave = () => stepper.leave();
  return {
    ...{ space: next, right: next, return: next, enter: next, b: back, left: back },
    ...{ backspace: back, g: first, home: first, G: last, end: last },
    n: () => stepper.goAlong(1),
    p: () => stepper.goAlong(-1),
    ...{ '/': () => stepper.ask('search'), f: () => stepper.ask('filter') },
    ...{ e: show('explain'), x: show('octets'), '?': show('keys'), h: show('keys') },
    ...{ up: () => stepper.move(-1), down: () => stepper.move(1) },
    ...{ pageup: () => stepper.move(-PAGE), pagedown: () => stepper.move(PAGE) },
    ...{ escape: () => stepper.hide(), q: leave, Q: leave },
  };
}
