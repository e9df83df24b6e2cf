import { expect, test } from 'vitest';
import { pageBundle } from '../../src/command/page-bundle.ts';
import { sourceFiles } from '../support/source.ts';

const { script, style } = pageBundle();

test('a page can have the bundle in it: neither part ends before its end', () => {
  expect(script).not.toMatch(/<\/script|<!--|<script/i);
  expect(style).not.toMatch(/<\//);
});

test('what others wrote comes with their licences, for each page is a copy', () => {
  for (const owner of ['Jason Miller', 'Leon Sorokin', 'Fabian Hiller']) {
    expect(script).toContain(owner);
  }
  const notice =
    'The above copyright notice and this permission notice shall be included in all copies';
  expect(script.replace(/\s+/g, ' ').split(notice)).toHaveLength(4);
});

test('the bundle asks nobody for anything, and makes no code of text', () => {
  expect(style).not.toMatch(/url\(|@import/);
  expect(script).not.toMatch(/\beval\(|new Function\(|\bimportScripts|fetch\(|XMLHttpRequest/);
});

test('no part of the page makes markup of text', () => {
  const pages = sourceFiles().filter(({ path }) => path.startsWith('src/page/'));
  expect(pages.length).toBeGreaterThan(30);
  for (const { text } of pages) {
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML/i);
  }
});
