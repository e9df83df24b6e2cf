import { PassThrough } from 'node:stream';
import { SocketsError } from '../error.ts';
import type { Capture } from '../observe/packet/start-capture.ts';
import type { Lab, LabCaptureOptions } from './lab-client.ts';

/** A capture that a lab makes for us, in the form of one that we had started ourselves: whoever has joined it may not. */
export function captureIn(lab: Lab, options: LabCaptureOptions): Capture {
  const output = new PassThrough();
  const opened = lab.capture(options);
  const begun = opened.then(
    ({ packets }) => packets.pipe(output) === output,
    () => false,
  );
  const ended = opened.then(
    async ({ packets }) => {
      await new Promise((resolve) => packets.once('close', resolve));
      return { status: 0, said: 'listening on the lab' };
    },
    (error: unknown) => {
      output.end();
      return { status: 1, said: error instanceof SocketsError ? error.code : '' };
    },
  );
  const stop = () => void opened.then((capture) => capture.stop()).catch(() => undefined);
  return { output, ended, said: () => begun, stop };
}
