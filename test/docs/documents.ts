import { readFileSync } from 'node:fs';

/** The documents whose commands are run: the same README, in each language. */
export const DOCUMENTS = ['README.md', 'README.ko.md'] as const;
type DocumentName = (typeof DOCUMENTS)[number];

/** Where the documents are: the project's folder. */
export const ROOT = new URL('../../', import.meta.url);

/** Where a document is. */
export function fileOf(name: DocumentName): URL {
  return new URL(name, ROOT);
}

/** The text of a document. */
export function read(name: DocumentName): string {
  return readFileSync(fileOf(name), 'utf8');
}
