import { FATES } from '../../src/event/datagram-event.ts';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { OPCODES } from '../../src/ws/opcode.ts';
import { VIOLATIONS } from '../../src/ws/violation.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { laneSteps } from './lane-samples.ts';
import { DISTRUSTED, type Sample } from './sample.ts';
import { HANDSHAKE_RULES, step } from './step-sample.ts';

const AGREED = { version: 'TLS 1.2', cipher: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' };

/** Every step, in every way of telling it. */
export const STEPS: readonly Sample[] = [
  ...EVENT_TYPES.map((type) => step(type)),
  step('socket', { ...EXAMPLES.socket, domain: 'inet6' }),
  step('listen', { ...EXAMPLES.attempt, type: 'listen', backlog: 2 }),
  step('timeout', { ...EXAMPLES.timeout, what: 'connect' }),
  step('reset', { ...EXAMPLES.reset, by: 'peer' }),
  step('close', {
    ...EXAMPLES.attempt,
    type: 'close',
    received: 0,
    sent: 0,
    unsent: 0,
    elapsed: 7,
  }),
  step('close', {
    ...EXAMPLES.attempt,
    type: 'close',
    received: 6,
    sent: 1024,
    unsent: 700,
    elapsed: 7,
  }),
  ...datagramSteps(),
  ...unixSteps(),
  ...tlsSteps(),
  ...wsSteps(),
  ...laneSteps(),
];

function datagramSteps(): Sample[] {
  const { join, leave, reply, fate } = EXAMPLES;
  const only = { group: '232.1.2.3', sender: '192.0.2.7' };
  return [
    step('socket', { ...EXAMPLES.socket, kind: 'dgram', domain: 'inet6' }),
    step('setsockopt', { ...EXAMPLES.setsockopt, option: 'IP_MULTICAST_IF', value: '127.0.0.1' }),
    step('setsockopt', {
      ...EXAMPLES.setsockopt,
      option: 'SO_RCVBUF',
      value: 65_536,
      granted: 131_072,
    }),
    step('connect', { ...EXAMPLES.connect, kind: 'dgram' }),
    step('join', { ...join, ...only, interface: '' }),
    step('leave', { ...leave, ...only }),
    step('reply', { ...reply, copy: 2 }),
    step('reply', { ...reply, overtaken: true }),
    step('fate', { ...fate, direction: 'back', fates: ['reordered'] }),
    ...FATES.map((one) => step('fate', { ...fate, fates: [one], delay: 0 })),
    step('fate', { ...fate, fates: [], delay: 0 }),
    step('kernel-drops', { ...EXAMPLES['kernel-drops'], count: 1 }),
    step('close', {
      ...EXAMPLES.join,
      type: 'close',
      received: 720,
      sent: 640,
      unsent: 0,
      elapsed: 7,
      datagrams: { received: 12, sent: 10 },
    }),
  ];
}

function unixSteps(): Sample[] {
  const { unlink, credentials } = EXAMPLES;
  const ends = { local: unlink.local, remote: undefined };
  return [
    step('socket', { ...EXAMPLES.socket, domain: 'unix' }),
    step('bind', { ...EXAMPLES.bind, ...ends }),
    step('connect', { ...EXAMPLES.connect, local: undefined, remote: unlink.local }),
    step('accept', { ...EXAMPLES.accept, ...ends }),
    step('turned-away', { ...EXAMPLES['turned-away'], ...ends }),
    step('credentials', { ...credentials, command: '' }),
    step('unlink', { ...ends, ...EXAMPLES.pause, type: 'unlink', stale: false }),
    step('unlink', { ...unlink, stale: true }),
  ];
}

function tlsSteps(): Sample[] {
  const record = EXAMPLES['tls-record'];
  const certificate = EXAMPLES['tls-certificate'];
  const { time, source, socket } = certificate;
  const verdict = { time, source, socket, type: 'tls-verdict' } as const;
  const alert = { name: 'alert', alert: 'fatal unknown_ca' };
  const server = {
    name: 'server_hello',
    versions: ['TLS 1.3'],
    ciphers: ['TLS_AES_256_GCM_SHA384'],
    groups: ['X25519'],
  };
  return [
    step('timeout', { ...EXAMPLES.timeout, what: 'handshake' }),
    step('tls-record', { ...record, messages: [server, alert, server, alert] }),
    step('tls-record', { ...record, messages: [] }),
    step('tls-record', { ...record, content: 'alert', length: 2, messages: [alert] }),
    step('tls-record', {
      ...record,
      content: 'change_cipher_spec',
      length: 1,
      messages: [{ name: 'change_cipher_spec' }],
    }),
    step('tls-record', {
      ...record,
      content: 'application_data',
      readable: false,
      messages: [],
    }),
    step('tls-certificate', { ...certificate, by: 'us', names: [], issuer: certificate.subject }),
    step('tls-certificate', { ...certificate, depth: 1 }),
    step('tls-verdict', { ...verdict, trusted: true, enforced: true }),
    step('tls-verdict', { ...verdict, trusted: true, enforced: true, name: 'localhost' }),
    step('tls-verdict', { ...verdict, trusted: false, enforced: false }),
    step('tls-verdict', { ...verdict, trusted: false, enforced: true }),
    ...[...DISTRUSTED, 'PEER_DID_NOT_RETURN_A_CERTIFICATE'].map((reason) =>
      step('tls-verdict', { ...verdict, trusted: false, enforced: false, reason }),
    ),
    step('tls-agreed', { ...verdict, type: 'tls-agreed', ...AGREED, resumed: true, elapsed: 4100 }),
  ];
}

function wsSteps(): Sample[] {
  const frame = EXAMPLES['ws-frame'];
  const closed = EXAMPLES['ws-closed'];
  const { time, source, socket } = frame;
  const open = { time, source, socket, type: 'ws-open', elapsed: 412 } as const;
  const close = { ...frame, opcode: 8, by: 'peer', masked: false } as const;
  const codes = [...Array.from({ length: 16 }, (_, place) => 1000 + place), 999, 2000, 3000, 4000];
  return [
    step('timeout', { ...EXAMPLES.timeout, what: 'pong' }),
    step('timeout', { ...EXAMPLES.timeout, what: 'close' }),
    step('ws-request', { ...EXAMPLES['ws-request'], headers: [{ name: 'Host', value: 'x' }] }),
    step('ws-response', { ...EXAMPLES['ws-response'], reason: '', headers: [] }),
    ...HANDSHAKE_RULES.map((rule) => step('ws-refused', { ...EXAMPLES['ws-refused'], rule })),
    step('ws-refused', { ...EXAMPLES['ws-refused'], by: 'peer', rule: 'no-rule-of-ours' }),
    step('ws-open', open),
    ...OPCODES.map(({ opcode }) => step('ws-frame', { ...frame, opcode, data: new Uint8Array() })),
    step('ws-frame', { ...frame, fin: false, rsv: 7 }),
    step('ws-frame', { ...close, bytes: 5, data: Uint8Array.of(0x03, 0xe8, 0x62, 0x79, 0x65) }),
    step('ws-frame', { ...close, bytes: 2, data: Uint8Array.of(0x0f, 0xa0) }),
    step('ws-frame', { ...close, bytes: 1, data: Uint8Array.of(0x03) }),
    step('ws-message', { ...EXAMPLES['ws-message'], by: 'us', kind: 'binary', frames: 1 }),
    step('ws-message', {
      ...open,
      ...{ type: 'ws-message', by: 'us', kind: 'text', frames: 1 },
      bytes: 0,
      data: new Uint8Array(),
    }),
    ...VIOLATIONS.map((row) => step('ws-violation', { ...EXAMPLES['ws-violation'], ...row })),
    step('ws-violation', { ...EXAMPLES['ws-violation'], by: 'us', rule: 'no-rule-of-ours' }),
    ...codes.map((code) => step('ws-closed', { ...closed, code, reason: '', clean: false })),
    step('ws-closed', { ...closed, code: 5000, by: 'peer' }),
    step('ws-closed', { ...open, type: 'ws-closed', code: 1006, reason: '', clean: false }),
  ];
}
