import { Argument } from 'commander';
import { SocketsError } from '../error.ts';
import type { UdpOptions } from '../udp/options.ts';
import { leastProbeSize } from '../udp/probe.ts';
import { MOST_PROBES } from '../udp/probes.ts';
import { parseEscapes, parseHex } from '../view/octets.ts';
import type { Define } from './commands.ts';
import { integer, milliseconds, port } from './parse.ts';
import { withOutput } from './run-output.ts';
import { type ParsedSendOptions, sendDatagrams } from './send-datagrams.ts';
import { addSharedOptions, option } from './shared-options.ts';
import {
  addUdpOptions,
  datagramFamily,
  excludes,
  given,
  needs,
  type ParsedUdpOptions,
} from './udp-options.ts';

/** More than any datagram holds, so that the kernel's own refusal can be seen. */
const MOST_OCTETS = 65_535;
const MOST_HOPS = 255;

interface ParsedSenderOptions extends ParsedSendOptions, ParsedUdpOptions {
  readonly ttl?: number;
  readonly multicastTtl?: number;
  /** `--no-loopback` gives false. */
  readonly loopback: boolean;
  readonly localPort?: number;
}

/** `sockets udp-send <host> <port>` */
export const defineUdpSend: Define = (command, context, perform) => {
  const { text } = context;
  const datagrams: Uint8Array[] = [];
  const datagram = (parse: (value: string) => Uint8Array) => (value: string) =>
    void datagrams.push(parse(value));
  const number = (name: 'size' | 'datagramSize', flag: string) =>
    option(text, name).argParser(integer(flag, 1, MOST_OCTETS));
  const hops = (name: 'ttl' | 'multicastTtl', flag: string, least: number) =>
    option(text, name).argParser(integer(flag, least, MOST_HOPS));
  command
    .addArgument(new Argument('<host>', text.help.arguments.host))
    .addArgument(new Argument('<port>', text.help.arguments.peerPort).argParser(port))
    .addOption(option(text, 'send').argParser(datagram(parseEscapes)))
    .addOption(option(text, 'sendHex').argParser(datagram(parseHex)))
    .addOption(number('datagramSize', '--datagram-size'))
    .addOption(option(text, 'countProbes').argParser(integer('--count', 1, MOST_PROBES)))
    .addOption(option(text, 'interval').argParser(milliseconds('--interval', 'ms')))
    .addOption(number('size', '--size'))
    .addOption(option(text, 'wait').argParser(milliseconds('--wait', 'ms')))
    .addOption(option(text, 'connected'))
    .addOption(option(text, 'localPort').argParser(port))
    .addOption(hops('ttl', '--ttl', 1))
    .addOption(hops('multicastTtl', '--multicast-ttl', 0))
    .addOption(option(text, 'noLoopback'));
  addUdpOptions(command, text);
  addSharedOptions(command, text).action(
    (host: string, port: number, options: ParsedSenderOptions) =>
      perform(() => {
        check(options, datagrams);
        const asked = socketOptions(host, port, options);
        const whole = context.terminal.outputIsTerminal && !options.hex;
        return withOutput(
          context,
          { ...options, whole, watched: { transport: 'udp', host, port } },
          (output) => sendDatagrams(asked, { ...options, datagrams, context, output }),
        );
      }),
  );
};

function check({ count, size, datagramSize }: ParsedSenderOptions, given: readonly unknown[]) {
  const sends = given.length > 0 ? true : undefined;
  excludes(count, '--count', sends, '--send');
  excludes(datagramSize, '--datagram-size', sends, '--send');
  excludes(datagramSize, '--datagram-size', count, '--count');
  needs(size, '--size', count, '--count');
  if (size === undefined || count === undefined) return;
  const least = leastProbeSize(count);
  if (size >= least) return;
  const facts = { option: '--size', value: String(size), least, most: MOST_OCTETS };
  throw new SocketsError('usage', 'not-a-number', facts);
}

function socketOptions(host: string, port: number, options: ParsedSenderOptions): UdpOptions {
  const { connected, localPort, broadcast, ttl, multicastTtl, loopback } = options;
  if (port === 0) throw new SocketsError('usage', 'not-a-port', { value: '0' });
  const to = { host, port };
  return {
    family: datagramFamily(options, host),
    bind: localPort !== undefined,
    ...(connected ? { peer: to } : { destination: to }),
    ...(loopback ? {} : { multicastLoop: false }),
    ...given({ port: localPort, broadcast, ttl, multicastTtl }),
    ...given({ multicastInterface: options.interface }),
  };
}
