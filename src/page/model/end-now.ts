import type { EventOf, SocketLabel } from '../../event/event.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import type { End, Rail } from '../../ladder/rung.ts';
import type { Recording } from './recording.ts';
import type { StepRow } from './rows.ts';
import { lastEntered } from './state-at.ts';

/** An end of a conversation at a step: its state, and how that came about. */
export interface EndNow {
  readonly rail: Rail;
  readonly end: End;
  readonly state: TcpState | undefined;
  readonly entered: EventOf<'state'> | undefined;
}

/** The ends of a step's conversation when it had happened; of a socket that talks to nobody, itself alone. */
export function endsNow(recording: Recording, { rung, entered }: StepRow): EndNow[] {
  const rails: readonly Rail[] = rung.conversation === undefined ? [rung.rail] : ['left', 'right'];
  return rails.map((rail) => {
    const end = rung.ends[rail];
    const last = entered[rail] ?? lastOf(recording, end.socket, rung.event.time);
    const state = entered[rail]?.state ?? rung.states[rail];
    return { rail, end, state, entered: last?.state === state ? last : undefined };
  });
}

function lastOf(recording: Recording, socket: SocketLabel | undefined, time: number) {
  return socket === undefined ? undefined : lastEntered(recording.states.get(socket) ?? [], time);
}
