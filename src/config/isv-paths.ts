import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { nearest } from '../lib/nearest.js'
import { isUrl } from '../lib/url.js'
import type { ConfigDocument } from './document.js'
import { filesOf, isExecutable, isFile, isFolder, isGlob, staysInside } from './files.js'
import { formats } from './formats.js'
import type { ConfigProblem } from './problem.js'
import { selectTexts } from './select.js'

/** What a path in `isv.yaml` must lead to. */
type Target = 'file' | 'file-or-url' | 'files' | 'executables' | 'build-folder'

const targets: readonly [pattern: string, target: Target][] = [
  ['spec.images.*.build.context', 'build-folder'],
  ['spec.images.*.standIn', 'build-folder'],
  ['spec.install.manifests.*', 'files'],
  ['spec.install.olmManifests.*', 'file-or-url'],
  ['spec.samples.*', 'file'],
  ['spec.samples.*.file', 'file'],
  ['spec.contract.expectedFiles', 'file'],
  ['spec.contract.waivers', 'file'],
  ['spec.functests.*', 'executables'],
]

/** Every path that the configuration names leads to what it should, inside the ISV's folder, also through links. */
export async function checkIsvPaths(document: ConfigDocument, dir: string): Promise<ConfigProblem[]> {
  const problems: ConfigProblem[] = []
  for (const [pattern, target] of [...targets, ...profileTarget(document)]) {
    for (const selected of selectTexts(document, pattern)) {
      // What is no relative path at all is the schema's finding.
      if (selected.text === '' || formats['relative-path']?.valid(selected.text) !== true) continue
      const message = await wrong(dir, selected.text, target)
      if (message) problems.push(document.problem({ path: selected.path, ...message }))
    }
  }
  return problems
}

/** A profile is a name or a file. */
function profileTarget(document: ConfigDocument): [string, Target][] {
  const pattern = 'spec.contract.profile'
  return selectTexts(document, pattern).some(({ text }) => isProfileFile(text)) ? [[pattern, 'file']] : []
}

export function isProfileFile(profile: string): boolean {
  return profile.startsWith('.') || /\.ya?ml$/.test(profile)
}

interface Wrong {
  message: string
  expected?: string
  nearest?: string | undefined
}

async function wrong(dir: string, text: string, target: Target): Promise<Wrong | undefined> {
  const path = resolve(dir, text)
  if (!isGlob(text) && !(await staysInside(dir, path)))
    return { message: `${text} leads out of the folder of the file` }
  return rules[target](dir, text, path)
}

type Rule = (dir: string, text: string, path: string) => Promise<Wrong | undefined>

const rules: Record<Target, Rule> = {
  'file-or-url': (dir, text, path) =>
    isUrl(text) ? Promise.resolve(undefined) : rules.file(dir, text, path),
  async file(_, text, path) {
    if (await isFile(path)) return undefined
    return (await isFolder(path)) ? { message: `${text} is a folder, not a file` } : missing(text, path)
  },
  async files(dir, text, path) {
    const files = await filesOf(dir, text)
    if (files.length === 0) return isGlob(text) ? noMatch(text) : rules.file(dir, text, path)
    return outside(dir, files)
  },
  async executables(dir, text, path) {
    const problem = await rules.files(dir, text, path)
    if (problem) return problem
    for (const file of await filesOf(dir, text)) {
      const name = relative(dir, file)
      if (!(await isExecutable(file)))
        return { message: `${name} is not executable`, expected: `chmod +x ${name}` }
    }
    return undefined
  },
  async 'build-folder'(_, text, path) {
    if (!(await isFolder(path))) {
      return (await isFile(path)) ? { message: `${text} is a file, not a folder` } : missing(text, path)
    }
    return (await isFile(join(path, 'Dockerfile'))) ? undefined : { message: `${text} has no Dockerfile` }
  },
}

async function outside(dir: string, files: string[]): Promise<Wrong | undefined> {
  for (const file of files) {
    if (!(await staysInside(dir, file)))
      return { message: `${relative(dir, file)} leads out of the folder of the file` }
  }
  return undefined
}

function noMatch(text: string): Wrong {
  return { message: `no file matches ${text}` }
}

async function missing(text: string, path: string): Promise<Wrong> {
  const beside = await readdir(dirname(path)).catch(() => [])
  const meant = nearest(basename(path), beside)
  return {
    message: `${text} does not exist`,
    nearest: meant === undefined ? undefined : text.slice(0, text.lastIndexOf('/') + 1) + meant,
  }
}
