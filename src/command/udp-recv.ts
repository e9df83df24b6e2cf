import { Argument } from 'commander';
import type { InternetAddress } from '../event/address.ts';
import type { UdpOptions } from '../udp/options.ts';
import { DATAGRAM_SERVICE_NAMES, type DatagramServiceName } from '../udp/services.ts';
import type { Define } from './commands.ts';
import { endpoint, integer, milliseconds, port } from './parse.ts';
import { type ReceiveOptions, receiveDatagrams } from './receive-datagrams.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions, choiceOption, option, type SharedOptions } from './shared-options.ts';
import {
  addUdpOptions,
  datagramFamily,
  given,
  needs,
  type ParsedUdpOptions,
} from './udp-options.ts';

const DEFAULT_PORT = 9000;
const MOST_DATAGRAMS = 2 ** 31 - 1;
const MOST_BUFFER = 2 ** 30 - 1;

interface ParsedReceiverOptions extends SharedOptions, ParsedUdpOptions {
  readonly host?: string;
  readonly service?: DatagramServiceName;
  readonly multicast?: string;
  readonly source?: string;
  readonly reuse?: true;
  readonly connect?: InternetAddress;
  readonly receiveBuffer?: number;
  readonly count?: number;
  readonly idleTimeout?: number;
}

/** `sockets udp-recv [port]` */
export const defineUdpRecv: Define = (command, context, perform) => {
  const { text } = context;
  command
    .addArgument(
      new Argument('[port]', text.help.arguments.udpPort).argParser(port).default(DEFAULT_PORT),
    )
    .addOption(choiceOption(text, 'service', DATAGRAM_SERVICE_NAMES))
    .addOption(option(text, 'host'))
    .addOption(option(text, 'multicast'))
    .addOption(option(text, 'source'))
    .addOption(option(text, 'reuse'))
    .addOption(option(text, 'connectPeer').argParser(endpoint('--connect', 1)))
    .addOption(option(text, 'countDatagrams').argParser(integer('--count', 1, MOST_DATAGRAMS)))
    .addOption(option(text, 'idleStop').argParser(milliseconds('--idle-timeout', 's')))
    .addOption(
      option(text, 'receiveBuffer').argParser(integer('--receive-buffer', 1, MOST_BUFFER)),
    );
  addUdpOptions(command, text);
  addSharedOptions(command, text).action((port: number, options: ParsedReceiverOptions) =>
    perform(() => {
      const asked = socketOptions(port, options);
      const whole = context.terminal.outputIsTerminal && !options.hex;
      return withOutput(
        context,
        { ...options, whole, watched: { transport: 'udp', host: options.host, port } },
        (output) =>
          receiveDatagrams(asked, { ...options, context, output } satisfies ReceiveOptions),
      );
    }),
  );
};

function socketOptions(port: number, options: ParsedReceiverOptions): UdpOptions {
  const { host, multicast, source, connect: peer, broadcast, reuse, receiveBuffer } = options;
  needs(source, '--source', multicast, '--multicast');
  needs(options.interface, '--interface', multicast, '--multicast');
  const membership = multicast && {
    group: multicast,
    ...given({ interface: options.interface, sender: source }),
  };
  return {
    port,
    family: datagramFamily(options, host ?? peer?.host),
    ...(membership ? { memberships: [membership] } : {}),
    ...given({ host, peer, broadcast, reuse, receiveBuffer }),
  };
}
