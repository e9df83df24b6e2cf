import type { Context } from '../context.ts';
import type { Aside } from './aside.ts';
import type { ViewOptions } from './options.ts';
import { ViewOutput } from './output.ts';

/** What a conversion is made of. */
export interface Job {
  readonly paths: readonly string[];
  readonly options: ViewOptions;
  readonly context: Context;
  /** Takes what is to be said besides. */
  readonly aside: Aside;
}

/** How many events were written, of how many. */
export interface Written {
  readonly shown: number;
  readonly of: number;
}

/** Writes recordings in one form. Throws SocketsError. */
export type Convert = (job: Job) => Promise<Written>;

/** Where a conversion goes. To be opened when it is known that the recordings can be read. */
export function openOutput({ context, options, paths }: Job): ViewOutput {
  return ViewOutput.open(context, options.output, paths);
}
