import { SocketsError } from '../error.ts';
import { BASE_SCRIPT, countsIn, dropScript, listing } from './drop-rules.ts';
import { type Change, changed, type Impairments } from './impairments.ts';
import { type LinkCall, linkCalls } from './narrow-link.ts';
import { runTool } from './run-tool.ts';

/** What is wrong with the network now, and what that has taken away. */
export interface Impaired {
  readonly impairments: Impairments;
  /** Packets that each rule of `drop` has taken away, and `loss`, since they were set. */
  readonly dropped: { readonly drop: readonly number[]; readonly loss: number };
  /** What was asked for and is not to be had: this kernel has no netem, so that nothing is delayed. */
  readonly without: readonly 'netem'[];
}

/** Impairs the network that this process is in, with nft(8), ip(8) and tc(8): only ever a private one. */
export class Impairer {
  #drops: Pick<Impairments, 'drop' | 'loss'> = {};
  #link: Pick<Impairments, 'rate' | 'delay'> = {};
  #without: readonly 'netem'[] = [];
  #prepared = false;
  /** One change at a time. */
  #last: Promise<unknown> = Promise.resolve();

  /** Has the kernel note from now on who is a server. Where it cannot be, whoever wants something dropped will be told. */
  async prepare(): Promise<void> {
    await this.#inTurn(() => this.#prepare()).catch((error: unknown) => {
      if (!(error instanceof SocketsError)) throw error;
    });
  }

  /** Changes what the change names. Throws `tool-missing`, `tool-failed`. */
  set(change: Change): Promise<Impaired> {
    return this.#inTurn(async () => {
      const { rate, delay, ...drops } = changed({ ...this.#drops, ...this.#link }, change);
      await this.#drop(change);
      this.#drops = drops;
      const link = { ...(rate !== undefined && { rate }), ...(delay !== undefined && { delay }) };
      if (changesLink(this.#link, change)) await this.#narrow(link);
      return this.#look();
    });
  }

  /** What it is now. Throws `tool-failed`. */
  look(): Promise<Impaired> {
    return this.#inTurn(() => this.#look());
  }

  async #prepare(): Promise<void> {
    if (this.#prepared) return;
    await runTool('nft', [BASE_SCRIPT]);
    this.#prepared = true;
  }

  async #drop(change: Change): Promise<void> {
    const { drop = [], loss = 0 } = change;
    // To take nothing away where nothing was needs no tool.
    if (drop.length === 0 && loss === 0 && !this.#prepared) return;
    const script = dropScript(change);
    if (script === undefined) return;
    await this.#prepare();
    await runTool('nft', [script]);
  }

  /** Without netem, all but the delay. */
  async #narrow(link: Pick<Impairments, 'rate' | 'delay'>): Promise<void> {
    this.#without = [];
    try {
      await callAll(linkCalls(link));
      this.#link = link;
    } catch (error) {
      if (link.delay === undefined || !isUnknownKind(error)) throw error;
      const { delay: _delay, ...rest } = link;
      await callAll(linkCalls(rest));
      this.#link = rest;
      this.#without = ['netem'];
    }
  }

  async #look(): Promise<Impaired> {
    const { drop, loss } = this.#drops;
    return {
      impairments: { ...this.#drops, ...this.#link },
      dropped: {
        drop: drop ? countsIn(await runTool('nft', listing('drops'))) : [],
        loss: loss ? (countsIn(await runTool('nft', listing('losses')))[0] ?? 0) : 0,
      },
      without: this.#without,
    };
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

async function callAll(calls: readonly LinkCall[]): Promise<void> {
  for (const { tool, args } of calls) await runTool(tool, args);
}

/** Its queueing discipline is made anew only when asked for, for what waits in it is lost. */
function changesLink({ rate, delay }: Impairments, change: Change): boolean {
  const narrowed = rate !== undefined || delay !== undefined;
  return (
    change.rate !== undefined || change.delay !== undefined || (change.clear === true && narrowed)
  );
}

/** What tc(8) says of a queueing discipline that this kernel does not have. */
function isUnknownKind(error: unknown): boolean {
  return (
    error instanceof SocketsError &&
    error.code === 'tool-failed' &&
    /kind is unknown|No such file/i.test(error.message)
  );
}
