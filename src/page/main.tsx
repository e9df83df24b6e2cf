import { render } from 'preact';
import './styles/page.css';
import { readSettings } from './model/embedded.ts';
import { App } from './parts/app.tsx';
import type { Source } from './source.ts';

const page = document.getElementById('page');
const trace = document.getElementById('trace');
const settings = readSettings(document.getElementById('settings')?.textContent ?? '{}');
const source: Source =
  settings.live === undefined
    ? { kind: 'embedded', base64: trace?.textContent ?? '' }
    : { kind: 'live', path: settings.live };
// It has been read: a long one need not be kept twice.
trace?.remove();
if (page) render(<App settings={settings} source={source} />, page);
