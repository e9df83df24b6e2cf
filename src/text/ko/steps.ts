import { formatAddress } from '../../event/address.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

// A letter takes two columns here, and no particle that depends on the sound before it may follow a name or a number.
export const steps: Text['steps'] = {
  socket: ({ domain }) => `${domain === 'inet' ? 'IPv4' : 'IPv6'}용 TCP 스트림 소켓`,
  setsockopt: ({ option, value }) => `${option} = ${value}`,
  bind: ({ local }) => formatAddress(local),
  listen: ({ backlog, call }) =>
    `backlog ${grouped(backlog)}, 연결을 기다립니다${call ? ` (${call} 한 번에 세 호출을 합니다)` : ''}`,
  lookup: ({ name, addresses }) => `${name}의 주소: ${addresses.join(', ')}`,
  attempt: ({ remote }) => `${formatAddress(remote)}에 연결을 요청합니다`,
  'attempt-failed': ({ remote, code }) => `${formatAddress(remote)}: ${code}`,
  connect: ({ local, elapsed }) =>
    `${formatAddress(local)}에서 연결했습니다 (${duration(elapsed)})`,
  accept: ({ remote, listener }) => `${formatAddress(remote)}용 새 소켓, ${listener} 계속 대기`,
  'turned-away': ({ remote, limit }) =>
    `${formatAddress(remote)}: 한도 ${grouped(limit)}개, 바로 닫습니다`,
  send: () => '',
  receive: () => '',
  blocked: ({ pending }) => `송신 버퍼가 찼습니다 (최대 ${bytes(pending)} 대기)`,
  drained: ({ elapsed }) => `남은 것을 커널이 ${duration(elapsed)} 만에 다 받았습니다`,
  pause: () => '읽기를 멈추고, 오는 것은 쌓아 둡니다',
  resume: () => '다시 읽습니다',
  shutdown: () => '이쪽은 더 보내지 않습니다',
  'end-of-stream': () => '상대는 더 보내지 않습니다',
  timeout: ({ what, after }) =>
    what === 'connect'
      ? `${duration(after)} 동안 응답이 없습니다`
      : `${duration(after)} 동안 한 바이트도 오가지 않았습니다`,
  reset: ({ by }) =>
    by === 'us' ? '이쪽이 RST로 연결을 끊었습니다' : '상대가 연결을 끊었습니다: ECONNRESET',
  error: ({ call, code }) => (call ? `${call}: ${code}` : code),
  close: ({ received, sent, unsent, elapsed, accepted }) =>
    accepted === undefined
      ? `수신 ${bytes(received)}, 송신 ${bytes(sent)}${unsent > 0 ? ` (미전송≤${bytes(unsent)})` : ''}, ${duration(elapsed)}`
      : `accept한 연결 ${grouped(accepted)}개, ${duration(elapsed)}`,
};

export const summary: Text['summary'] = (tallies, elapsed) => {
  const parts = tallies.map(
    ({ type, count, size }) => `${type} ${grouped(count)}회${size ? ` (${size})` : ''}`,
  );
  return `${elapsed} 동안 ${parts.join(', ')}`;
};
