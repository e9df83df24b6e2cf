#!/usr/bin/env node
import process from 'node:process';
import { run } from '../src/command/run.ts';
import { fromProcess } from '../src/terminal/from-process.ts';
import { VERSION } from '../src/version.ts';

process.exitCode = await run(process.argv.slice(2), fromProcess(), VERSION);
