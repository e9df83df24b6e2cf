export { type FailureCode, type Failures, type Fault, SocketsError } from './error.ts';
export { type Address, formatAddress } from './event/address.ts';
export type { Microseconds } from './event/clock.ts';
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
  type SocketOption,
  type Source,
} from './event/event.ts';
export { Labels, type Role } from './event/label.ts';
export { type Closed, Connection } from './stream/connection.ts';
export type { Handler, Service } from './stream/handler.ts';
export { makeService, SERVICE_NAMES, type ServiceName } from './stream/services.ts';
export { type ConnectOptions, connectTcp } from './tcp/connect.ts';
export { type ListenOptions, listenTcp, TcpServer } from './tcp/listen.ts';
export type { TcpOptions } from './tcp/options.ts';
export type { Family } from './tcp/resolve.ts';
export { encodeEvent, encodeHeader, type TraceHeader } from './trace/json-lines.ts';
export { readTrace, type TraceText } from './trace/read-json-lines.ts';
export { Trace, type UntilOptions } from './trace/trace.ts';
export { VERSION } from './version.ts';
