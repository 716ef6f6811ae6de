#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install, root } from './install.mjs'

/**
 * Types, lint and tests, in this order; all of them, even after a failure. Arguments go to Vitest, and then it runs
 * alone. The last line on stdout is the sum, where types and lint count as one test each.
 */
const node = await install()
const args = process.argv.slice(2)
const sum = { passed: 0, failed: 0, skipped: 0 }

if (args.length === 0) {
  for (const step of [
    ['tsc', '--noEmit'],
    ['biome', 'check'],
  ]) {
    process.stdout.write(`\n── ${step.join(' ')}\n`)
    const ok = (await runTool(...step)) === 0
    sum[ok ? 'passed' : 'failed']++
    if (ok) process.stdout.write('ok\n')
  }
  process.stdout.write('\n── vitest run\n')
}
await runVitest()

const parts = [`${sum.passed} passed`, `${sum.failed} failed`]
if (sum.skipped) parts.push(`${sum.skipped} skipped`)
process.stdout.write(`\n${parts.join(', ')}\n`)
process.exitCode = sum.failed ? 1 : 0

/** Runs a tool of node_modules on the pinned Node and returns its exit code. */
function runTool(name, ...toolArgs) {
  const tool = realpathSync(join(root, 'node_modules', '.bin', name))
  const child = spawn(node, [tool, ...toolArgs], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CHEDAI_TEST_HOME: process.env.CHEDAI_TEST_HOME ?? join(root, '.chedai-test'),
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim(),
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}

async function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'chedai-test-'))
  const report = join(folder, 'report.json')
  const code = await runTool(
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  )
  const failedBefore = sum.failed
  try {
    count(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    process.stdout.write('vitest left no report\n')
  }
  rmSync(folder, { recursive: true, force: true })
  // An error outside of any test, or no report at all, must not look like success.
  if (code !== 0 && sum.failed === failedBefore) sum.failed++
}

function count(report) {
  sum.passed += report.numPassedTests
  sum.failed += report.numFailedTests
  sum.skipped += report.numPendingTests + report.numTodoTests
  // A file that does not load has no tests of its own to count.
  sum.failed += report.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
}
