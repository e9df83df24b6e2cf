export { type FailureCode, type Fault, SocketsError } from './error.ts';
export type { Address } from './event/address.ts';
export type { AppEvent, Emit, EventOf, EventType, SocketEvent } from './event/event.ts';
export { Labels } from './event/label.ts';
export { Connection } from './stream/connection.ts';
export type { Handler, Service } from './stream/handler.ts';
export { makeService, SERVICE_NAMES, type ServiceName } from './stream/services.ts';
export { type ConnectOptions, connectTcp } from './tcp/connect.ts';
export { type ListenOptions, listenTcp, TcpServer } from './tcp/listen.ts';
