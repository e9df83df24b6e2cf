import { formatAddress, isPath } from '../../event/address.ts';
import type { EventOf } from '../../event/event.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';
import { datagramSteps } from './steps-datagram.ts';
import { kernelSteps } from './steps-kernel.ts';
import { syscallSteps } from './steps-syscall.ts';
import { tlsSteps } from './steps-tls.ts';
import { wireSteps } from './steps-wire.ts';
import { wsSteps } from './steps-ws.ts';

const DOMAINS = { inet: 'IPv4', inet6: 'IPv6' } as const;
const KINDS = { stream: '스트림 소켓', dgram: '데이터그램 소켓' } as const;
const PROTOCOLS = { stream: 'TCP', dgram: 'UDP' } as const;

const MISSED = {
  connect: '응답이 없습니다',
  idle: '한 바이트도 오가지 않았습니다',
  handshake: '핸드셰이크를 못 마쳤습니다',
  pong: 'pong이 오지 않았습니다',
  close: '상대가 닫지 않았습니다',
} as const;

/** A client of a Unix domain socket seldom has a path of its own (unix(7)). */
const client = ({ local, remote }: Pick<EventOf<'accept'>, 'local' | 'remote'>) =>
  !remote && local && isPath(local) ? '이름 없는 상대' : formatAddress(remote);

// A letter takes two columns here, and no particle that depends on the sound before it may follow a name or a number.
export const steps: Text['steps'] = {
  ...datagramSteps,
  ...tlsSteps,
  ...wsSteps,
  ...syscallSteps,
  ...kernelSteps,
  ...wireSteps,
  socket: ({ domain, kind }) =>
    domain === 'unix'
      ? `Unix 도메인 ${KINDS[kind]}: 이 컴퓨터 안에서만`
      : `${DOMAINS[domain]}용 ${PROTOCOLS[kind]} ${KINDS[kind]}`,
  setsockopt: ({ option, value, granted }) => {
    const asked = `${option} = ${typeof value === 'number' ? grouped(value) : value}`;
    return granted === undefined ? asked : `${asked} (커널이 정한 값 ${grouped(granted)})`;
  },
  bind: ({ local }) => formatAddress(local),
  listen: ({ backlog, call }) =>
    `backlog ${grouped(backlog)}, 연결을 기다립니다${call ? ` (${call} 한 번에 세 호출을 합니다)` : ''}`,
  lookup: ({ name, addresses }) => `${name}의 주소: ${addresses.join(', ')}`,
  attempt: ({ remote }) => `${formatAddress(remote)}에 연결을 요청합니다`,
  'attempt-failed': ({ remote, code }) => `${formatAddress(remote)}: ${code}`,
  connect: ({ local, remote, elapsed, kind }) => {
    if (kind === 'dgram') return `이제 ${formatAddress(remote)}만 상대합니다, 전송 없음`;
    return local || !remote
      ? `${formatAddress(local)}에서 연결했습니다 (${duration(elapsed)})`
      : `${formatAddress(remote)}에 연결했습니다 (${duration(elapsed)})`;
  },
  accept: (event) => `${client(event)}용 새 소켓, ${event.listener} 계속 대기`,
  'turned-away': (event) => `${client(event)}: 한도 ${grouped(event.limit)}개, 바로 닫습니다`,
  credentials: ({ pid, uid, command }) =>
    `커널이 알린 상대: pid ${pid}, uid ${uid}${command ? ` (${command})` : ''}`,
  send: () => '',
  receive: () => '',
  blocked: ({ pending }) => `송신 버퍼가 찼습니다 (최대 ${bytes(pending)} 대기)`,
  drained: ({ elapsed }) => `남은 것을 커널이 ${duration(elapsed)} 만에 다 받았습니다`,
  pause: () => '읽기를 멈추고, 오는 것은 쌓아 둡니다',
  resume: () => '다시 읽습니다',
  shutdown: () => '이쪽은 더 보내지 않습니다',
  'end-of-stream': () => '상대는 더 보내지 않습니다',
  timeout: ({ what, after }) => `${duration(after)} 동안 ${MISSED[what]}`,
  reset: ({ by }) =>
    by === 'us' ? '이쪽이 RST로 연결을 끊었습니다' : '상대가 연결을 끊었습니다: ECONNRESET',
  error: ({ call, code }) => (call ? `${call}: ${code}` : code),
  unlink: ({ local, stale, call }) =>
    stale
      ? `남아 있던 파일 지움: ${formatAddress(local)}`
      : `파일 지움: ${formatAddress(local)}${call ? ` (${call})` : ''}`,
  close: ({ received, sent, unsent, elapsed, accepted, datagrams }) => {
    if (accepted !== undefined) return `accept한 연결 ${grouped(accepted)}개, ${duration(elapsed)}`;
    const left = unsent > 0 ? ` (미전송≤${bytes(unsent)})` : '';
    return datagrams === undefined
      ? `수신 ${bytes(received)}, 송신 ${bytes(sent)}${left}, ${duration(elapsed)}`
      : `수신 ${grouped(datagrams.received)}개 ${bytes(received)}, 송신 ${grouped(datagrams.sent)}개 ${bytes(sent)}${left}, ${duration(elapsed)}`;
  },
};

export const summary: Text['summary'] = (tallies, elapsed) => {
  const parts = tallies.map(
    ({ type, count, size }) => `${type} ${grouped(count)}회${size ? ` (${size})` : ''}`,
  );
  return `${elapsed} 동안 ${parts.join(', ')}`;
};
