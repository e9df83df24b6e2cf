import type { ViewName } from '../view/trace-view.ts';
import type { RunOutputOptions } from './run-output.ts';
import type { MakeView } from './view-needs.ts';

/** What makes each view, loaded when it is wanted: a person waits for the first line. */
const VIEWS: Readonly<Record<Exclude<ViewName, 'json'>, () => Promise<MakeView>>> = {
  text: async () => (await import('./make-text-view.ts')).makeTextView,
  ladder: async () => (await import('./make-ladder-view.ts')).makeLadderView,
  bytes: async () => (await import('./make-bytes-view.ts')).makeBytesView,
};

/** Loads what makes the view that the options ask for; `undefined` where nobody is to look at the terminal. */
export async function loadView(options: RunOutputOptions): Promise<MakeView | undefined> {
  const { quiet, json, view = json ? 'json' : 'text' } = options;
  return quiet || view === 'json' ? undefined : loadViewNamed(view);
}

/** Loads what makes the view of that name. */
export function loadViewNamed(name: Exclude<ViewName, 'json'>): Promise<MakeView> {
  return VIEWS[name]();
}
