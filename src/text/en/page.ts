import type { PageText } from '../wording-ws.ts';

export const page: PageText = {
  language: 'en',
  title: 'WebSocket: a browser and a terminal',
  lead: 'This page was served by the port that it talks to. Every frame it causes is a step in the terminal.',
  state: 'state',
  connect: 'Connect',
  close: 'Close',
  code: 'code',
  reason: 'reason',
  text: 'text message',
  sendText: 'Send text',
  binary: 'octets in hexadecimal',
  sendBinary: 'Send binary',
  log: 'What the browser saw',
  sent: 'sent',
  received: 'received',
  opened: 'open',
  closed: 'closed',
  pings: 'Pings are answered by the browser itself: a page never sees them. Look at the terminal.',
};
