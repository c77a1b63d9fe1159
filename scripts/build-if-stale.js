// Before a run: builds only where a source is newer than the last thing that a build writes.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
const sources = readdirSync('src', { recursive: true }).map((path) => join('src', path))
const built = modified('dist/kubectl.cjs')

if ([...sources, 'package.json', 'tsconfig.build.json'].some((path) => modified(path) > built)) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
  process.exitCode = status ?? 1
}
