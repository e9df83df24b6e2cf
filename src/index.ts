export { type FailureCode, type Failures, type Fault, SocketsError } from './error.ts';
export {
  type Address,
  formatAddress,
  type InternetAddress,
  isPath,
  type PathAddress,
} from './event/address.ts';
export type { Microseconds } from './event/clock.ts';
export { type Direction, FATES, type Fate } from './event/datagram-event.ts';
export {
  type AppEvent,
  type Emit,
  EVENT_TYPES,
  type EventOf,
  type EventType,
  PAYLOAD_LIMIT,
  type Side,
  type SocketEvent,
  type SocketLabel,
  type Source,
  type UnknownEvent,
  type UnknownFields,
} from './event/event.ts';
export type { KernelEvent } from './event/kernel-event.ts';
export { Labels, type Role } from './event/label.ts';
export type { SocketOption } from './event/socket-option.ts';
export type { SyscallEvent } from './event/syscall-event.ts';
export type { TcpState } from './event/tcp-state.ts';
export type { Certificate, TlsContent, TlsMessage } from './event/tls-event.ts';
export type {
  SegmentJudgement,
  SegmentOptions,
  TcpFlag,
  WireEvent,
} from './event/wire-event.ts';
export { Ladder } from './ladder/ladder.ts';
export { Parties, type Place } from './ladder/parties.ts';
export type { End, Ends, Mark, Rail, Rung } from './ladder/rung.ts';
export { Connection } from './stream/connection.ts';
export type { Closed } from './stream/connection-options.ts';
export type { Handler, Service } from './stream/handler.ts';
export type { Layer } from './stream/layer.ts';
export type { OpeningOptions } from './stream/opening.ts';
export { StreamServer } from './stream/server.ts';
export type { ServerOptions } from './stream/server-options.ts';
export { makeService, SERVICE_NAMES, type ServiceName } from './stream/services.ts';
export type { Family } from './system/resolve.ts';
export { type ConnectOptions, connectTcp } from './tcp/connect.ts';
export { type ListenOptions, listenTcp, type TcpServer } from './tcp/listen.ts';
export type { TcpOptions } from './tcp/options.ts';
export { clientLayer } from './tls/client-layer.ts';
export { type MadeCertificate, makeCertificate } from './tls/make-certificate.ts';
export type { TlsClientOptions, TlsServerOptions } from './tls/options.ts';
export { serverLayer } from './tls/server-layer.ts';
export type { Population } from './trace/census.ts';
export {
  type CheckOptions,
  type Finding,
  TraceCheck,
  type TraceSummary,
} from './trace/check-trace.ts';
export type { Counts } from './trace/counted.ts';
export {
  encodeEvent,
  encodeHeader,
  encodeUnknown,
  type TraceHeader,
} from './trace/json-lines.ts';
export { type MergedTraces, mergeTraces } from './trace/merge.ts';
export type { ClockEstimate } from './trace/merge-clock.ts';
export {
  type ReadOptions,
  readTrace,
  TraceReader,
  type TraceText,
} from './trace/read-json-lines.ts';
export { Trace, type UntilOptions } from './trace/trace.ts';
export type { Impairment } from './udp/impairment.ts';
export { openLink, type UdpLink } from './udp/link.ts';
export type { Both, LinkOptions, Tally } from './udp/link-options.ts';
export { openUdp } from './udp/open.ts';
export type { Datagram, UdpOptions } from './udp/options.ts';
export { Answers, DATAGRAM_SERVICE_NAMES, makeDatagramService } from './udp/services.ts';
export type { UdpClosed, UdpCounts } from './udp/tally.ts';
export { UdpSocket } from './udp/udp-socket.ts';
export { connectUnix, type UnixConnectOptions } from './unix/connect.ts';
export { listenUnix, type UnixListenOptions, type UnixServer } from './unix/listen.ts';
export { VERSION } from './version.ts';
export type { WsClosed } from './ws/closing-handshake.ts';
export { connectWs, type WsConnectOptions } from './ws/connect.ts';
export type { WsMessage } from './ws/inbox.ts';
export { listenWs, type WsListenOptions, type WsServer } from './ws/listen.ts';
export type { WsService } from './ws/services.ts';
export type { WsConnection } from './ws/ws-connection.ts';
export type { WsHandler, WsOptions } from './ws/ws-options.ts';
