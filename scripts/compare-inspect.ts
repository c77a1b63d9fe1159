/**
 * Dumps the same resources with an `oc` that is given and with `must-gather inspect`, one after the other, and prints
 * every difference that scripts/inspect-differences.ts does not explain. Exit code 1 where there is one.
 *
 *   npm run build && npx tsx scripts/compare-inspect.ts --oc /path/to/oc --kubeconfig FILE RESOURCES...
 */
import { execa } from 'execa'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { explains } from './inspect-differences.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { oc: { type: 'string' }, kubeconfig: { type: 'string' } },
})
const { oc, kubeconfig } = values
if (!oc || !kubeconfig || positionals.length === 0)
  throw new Error('usage: tsx scripts/compare-inspect.ts --oc PATH --kubeconfig FILE RESOURCES...')

const root = await mkdtemp(join(tmpdir(), 'compare-inspect-'))
const own = fileURLToPath(new URL('../bin/must-gather.js', import.meta.url))
try {
  const theirs = await dump(oc, ['adm', 'inspect'], 'oc')
  const ours = await dump(process.execPath, [own, 'inspect'], 'ours')
  const paths = [...new Set([...theirs.keys(), ...ours.keys()])].sort()
  const unexplained = paths.filter((path) => !explains({ path, oc: theirs.get(path), ours: ours.get(path) }))
  for (const path of unexplained) console.log(`${side(theirs.has(path), ours.has(path))}  ${path}`)
  console.log(`${paths.length} files, ${unexplained.length} differences that nothing explains`)
  process.exitCode = unexplained.length > 0 ? 1 : 0
} finally {
  await rm(root, { recursive: true, force: true })
}

async function dump(program: string, args: readonly string[], name: string): Promise<Map<string, string>> {
  const folder = join(root, name)
  const command = [...args, ...positionals, `--dest-dir=${folder}`, `--kubeconfig=${kubeconfig}`]
  const { exitCode } = await execa(program, command, { reject: false, stdout: 'ignore', stderr: 'inherit' })
  if (exitCode !== 0) console.log(`${name} ended with ${exitCode}`)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return new Map(files.map((file, index) => [relative(folder, file), contents[index] ?? '']))
}

function side(inOc: boolean, inOurs: boolean): string {
  if (inOc && inOurs) return 'content  '
  return inOc ? 'only oc  ' : 'only ours'
}
