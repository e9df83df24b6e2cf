import { isLoopback } from '../event/address.ts';
import type { Emit, Source } from '../event/event.ts';
import { DROP_GROUP } from '../lab/drop-rules.ts';
import { captureIn } from '../lab/lab-capture.ts';
import { openLab } from '../lab/lab-client.ts';
import { kernelLane } from '../observe/kernel/kernel-lane.ts';
import { DropLane } from '../observe/packet/drop-lane.ts';
import { PassedPackets } from '../observe/packet/passed-packets.ts';
import { startCapture } from '../observe/packet/start-capture.ts';
import { WireLane } from '../observe/packet/wire-lane.ts';
import { tryStrace } from '../observe/probe.ts';
import { LANE_DESCRIPTOR } from '../observe/syscall/strace-command.ts';
import { SyscallLane } from '../observe/syscall/syscall-lane.ts';
import type { Whose } from '../observe/whose.ts';
import { type LaneSource, type Tell, XRay } from '../observe/x-ray.ts';
import type { LaneTrouble } from '../text/wording-xray.ts';
import { visibleText } from '../view/visible.ts';
import type { Context } from './context.ts';
import { insideOf } from './relaunch.ts';

/** Where the packets of a run go: an address it listens at or connects to. Absent: anywhere in a network of its own. */
export interface Watched {
  readonly transport: 'tcp' | 'udp';
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

/** What puts the lanes that are asked for on one timeline, and hands it to `emit`. */
export function makeXRay(emit: Emit, lanes: ReadonlySet<Source>): XRay {
  return new XRay(emit, lanes);
}

/** Adds the lanes that are asked for. What each is not to be had for, or has to do without, is said once. */
export function openLanes(xray: XRay, lanes: ReadonlySet<Source>, options: OpenOptions): void {
  const { context, calls, say } = options;
  const { terminal } = context;
  if (calls) xray.add(calls);
  else if (lanes.has('syscall')) {
    if (insideOf(context).calls) {
      const lines = terminal.readDescriptor(LANE_DESCRIPTOR);
      xray.add((tell, whose) => new SyscallLane(lines, { tell, whose, alone: true }));
    } else xray.add(() => noCalls(options));
  }
  if (lanes.has('kernel')) {
    xray.add((tell, whose) =>
      kernelLane(tell, whose, (lack) => {
        const { lanes: words } = context.text;
        if (lack === 'tables') say(words.lost({ lane: 'kernel', why: 'not-linux' }));
        else say(words.lacks(lack));
      }),
    );
  }
  if (lanes.has('wire')) openWire(xray, options);
}

/** In the place of a lane for which we would run under strace, and do not. */
function noCalls({ context, say }: OpenOptions): LaneSource {
  const told = tryStrace().then((tried) => {
    const why = tried === 'missing' ? 'no-tool' : 'refused';
    say(context.text.lanes.lost({ lane: 'syscall', why, tool: 'strace' }));
  });
  return { ready: told, close: () => told };
}

function openWire(xray: XRay, { context, watched, drops, say }: OpenOptions): void {
  if (watched === 'unix') {
    say(context.text.lanes.lost({ lane: 'wire', why: 'no-packets' }));
    return;
  }
  const told = (why: LaneTrouble, said: string) =>
    say(context.text.lanes.lost({ lane: 'wire', why, tool: 'tcpdump', said: visibleText(said) }));
  const { name, filter } = placeOf(watched);
  const lab = insideOf(context).network ? undefined : openLab(context.terminal.environment);
  const passed = drops || lab ? new PassedPackets() : undefined;
  const packets = () =>
    lab ? captureIn(lab, { interface: 'lo', filter }) : startCapture(name, filter);
  xray.add((tell) => new WireLane({ capture: packets(), passed, lost: told }, tell));
  if (!passed) return;
  const dropped = () =>
    lab ? captureIn(lab, { interface: 'drops' }) : startCapture(`nflog:${DROP_GROUP}`);
  xray.add((tell) => new DropLane(dropped(), passed, tell));
}

/** What to open the lanes with. */
export interface OpenOptions {
  readonly context: Context;
  /** `anywhere`: on every network of this machine. */
  readonly watched: Watched | 'unix' | 'anywhere' | undefined;
  /** Opens the lane of system calls, where they are not our own. */
  readonly calls?: ((tell: Tell, whose: Whose) => LaneSource) | undefined;
  /** Whether we are in a private network of our own that takes packets away: they are told, too. */
  readonly drops: boolean;
  /** Says a line beside the trace. */
  readonly say: (line: string) => void;
}

/** Fragments have no ports, and an error message has none of its own (pcap-filter(7)). */
const PORTLESS = 'icmp or icmp6 or (ip[6:2] & 0x1fff != 0) or ip6 proto 44';
const EVERYTHING = `tcp or udp or ${PORTLESS}`;

/** The interface, and the filter for it. */
function placeOf(watched: Watched | 'anywhere' | undefined): { name: string; filter: string } {
  if (watched === 'anywhere') return { name: 'any', filter: EVERYTHING };
  if (!watched) return { name: 'lo', filter: EVERYTHING };
  const { transport, host, port } = watched;
  const name = host === undefined || isLoopback(host) ? 'lo' : 'any';
  const one = port === undefined || port === 0 ? transport : `${transport} port ${port}`;
  return { name, filter: `(${one}) or ${PORTLESS}` };
}
