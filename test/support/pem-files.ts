import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCertificate } from './certificates.ts';

/** A folder of its own for certificates and keys, as programs want them: in files. Disposing removes it. */
export class PemFiles implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'sockets-pem-'));

  /** The path of a name in the folder, whether or not there is a file. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a certificate and its key; gives their paths. */
  write(name: string, { cert, key }: TestCertificate) {
    const paths = { cert: this.path(`${name}.pem`), key: this.path(`${name}.key`) };
    writeFileSync(paths.cert, cert);
    writeFileSync(paths.key, key, { mode: 0o600 });
    return paths;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
