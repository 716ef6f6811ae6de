#!/usr/bin/env node
import { join } from 'node:path'
import { root } from './install.mjs'
import { run } from './run.mjs'

await run(join(root, 'app', 'cli.ts'), process.argv.slice(2))
