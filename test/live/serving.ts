import { PageServer, type PageServerOptions } from '../../src/live/page-server.ts';

/** What is said to who is not let in. */
export const REFUSALS = {
  host: 'not by this name',
  method: 'only GET and HEAD',
  token: 'not the whole address',
  origin: 'only our own page',
};

/** A page server with a page that says where it would connect. `push` takes lines of the run. */
export async function serving(options: Partial<PageServerOptions> = {}) {
  const html = (path: string) => `<!doctype html><title>페이지 ${path}</title>`;
  const server = await PageServer.open({ port: 0, html, refusals: REFUSALS, ...options });
  const { url, audience } = server;
  return {
    ...{ server, audience, page: new URL(url) },
    push: (lines: string) => audience.push(Buffer.from(lines)),
  };
}
