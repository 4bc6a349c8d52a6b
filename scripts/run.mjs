#!/usr/bin/env node
// `node scripts/run.mjs <task> [-- args]`: all the set-up a fresh clone needs, then `scripts/tasks/<task>.ts`.
// Runs on any Node from 18 on, with nothing installed: plain JavaScript, Node's own modules only. Whatever it says goes
// to stderr, so that stdout belongs to the task.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from './bootstrap/findNode.mjs';
import { installPackages } from './bootstrap/installPackages.mjs';
import { NODE_FLAGS } from './bootstrap/nodeFlags.mjs';
import { superviseTask } from './bootstrap/superviseTask.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tasksDir = join(root, 'scripts', 'tasks');
const [task = '', ...rest] = process.argv.slice(2);
// npm drops the `--` itself; who calls this file directly may leave it in.
const taskArgs = rest[0] === '--' ? rest.slice(1) : rest;

const taskFile = join(tasksDir, `${task}.ts`);
if (!/^[a-z][a-z-]*$/.test(task) || !existsSync(taskFile)) {
  const names = readdirSync(tasksDir).flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? []);
  process.stderr.write(`There is no task "${task}". The tasks are: ${names.join(', ')}.\n`);
  process.exit(2);
}

try {
  const nodePath = findNode(root);
  installPackages(root, nodePath);
  superviseTask(nodePath, [...(NODE_FLAGS[task] ?? []), taskFile, ...taskArgs], root);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
