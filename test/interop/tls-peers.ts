import { NCAT, program, type Requirement, SOCAT } from '../support/tools.ts';

export const OPENSSL = program('openssl');

/** Paths of files in PEM: the authority's certificate, and one's own with its key. */
export interface Files {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Another program that speaks TLS over TCP: how it is told to be a client, and to be a server for one connection. */
export interface OtherTlsProgram {
  readonly name: string;
  readonly needs: Requirement;
  /** A client that checks the server's certificate, and joins the connection to its input and output. */
  readonly client: (port: number, files: Pick<Files, 'ca'>) => readonly string[];
  /** A server that joins its one connection to its input and output. */
  readonly server: (port: number, files: Files) => readonly string[];
}

export const OTHERS: readonly OtherTlsProgram[] = [
  {
    name: 'openssl',
    needs: OPENSSL,
    client: (port, { ca }) => [
      ...['openssl', 's_client', '-quiet', '-no_ign_eof', '-connect', `127.0.0.1:${port}`],
      ...['-CAfile', ca, '-verify_return_error', '-verify_hostname', 'localhost'],
    ],
    server: (port, { cert, key }) => [
      ...['openssl', 's_server', '-quiet', '-naccept', '1', '-accept', `127.0.0.1:${port}`],
      ...['-cert', cert, '-key', key],
    ],
  },
  {
    name: 'socat',
    needs: SOCAT,
    client: (port, { ca }) => [
      ...['socat', '-t', '10', 'STDIO'],
      `OPENSSL:127.0.0.1:${port},cafile=${ca},commonname=localhost`,
    ],
    server: (port, { cert, key }) => [
      ...['socat', '-t', '10', 'STDIO'],
      `OPENSSL-LISTEN:${port},bind=127.0.0.1,reuseaddr,cert=${cert},key=${key},verify=0`,
    ],
  },
  {
    name: 'ncat',
    needs: NCAT,
    client: (port, { ca }) => [
      ...['ncat', '--ssl', '--ssl-verify', '--ssl-trustfile', ca, '-4', 'localhost', String(port)],
    ],
    server: (port, { cert, key }) => [
      ...['ncat', '-l', '--ssl', '--ssl-cert', cert, '--ssl-key', key, '127.0.0.1', String(port)],
    ],
  },
];
