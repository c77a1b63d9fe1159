import { posix } from 'node:path'
import type { Ignored } from './dockerignore.js'
import { CopyError, resolveCopy } from './copy.js'
import { dockerfileError } from './dockerfile-error.js'
import type { Instruction } from './instructions.js'
import type { Stage } from './stage.js'
import { beginStage } from './stage.js'
import { substitute, SubstitutionError } from './substitute.js'
import { readJsonForm, readPairs, splitWords } from './words.js'

export interface Build {
  /** The Dockerfile's path, for messages. */
  file: string
  context: string
  ignored: Ignored
  /** Build arguments that were given. */
  args: Record<string, string>
  /** Whether what the image is laid over has a folder at this path. */
  baseHasFolder: (path: string) => boolean
  /** `linux/amd64`. */
  platform: string
}

interface State {
  build: Build
  stages: { name: string | undefined; stage: Stage }[]
  current: Stage | undefined
  /** ARGs before the first FROM. */
  globals: Record<string, string>
  notes: string[]
}

type Handler = (state: State, stage: Stage, instruction: Instruction) => void

/** What each instruction does to its stage; what is not here is not done, and noted. */
const handlers: Record<string, Handler> = {
  ENV: (state, stage, instruction) => {
    for (const [name, value] of pairs(state, instruction)) stage.env[name] = value
  },
  LABEL: (state, stage, instruction) => {
    for (const [name, value] of pairs(state, instruction)) stage.labels[name] = value
  },
  ARG: (state, stage, instruction) => Object.assign(stage.args, readArgs(state, instruction)),
  WORKDIR: (state, stage, instruction) => {
    stage.workdir = posix.resolve('/', stage.workdir, splitWords(instruction.text, expander(state)).join(' '))
    stage.directories.add(stage.workdir)
  },
  USER: (state, stage, instruction) => {
    stage.user = expander(state)(instruction.text)
  },
  SHELL: (state, stage, instruction) => {
    const words = readJsonForm(instruction.text)
    if (!words) fail(state, instruction, 'SHELL needs the JSON form', 'Write SHELL ["/bin/bash", "-c"].')
    stage.shell = words
  },
  ENTRYPOINT: (_, stage, instruction) => {
    stage.entrypoint = commandOf(stage, instruction)
    stage.cmd = []
  },
  CMD: (_, stage, instruction) => {
    stage.cmd = commandOf(stage, instruction)
  },
  COPY: copy,
  ADD: copy,
  RUN: (state, _, instruction) => state.notes.push(`RUN is not executed: ${shorten(instruction.text)}`),
  ...Object.fromEntries(
    ['EXPOSE', 'VOLUME', 'STOPSIGNAL', 'HEALTHCHECK', 'MAINTAINER'].map((name) => [name, () => {}]),
  ),
}

/** Goes through the instructions; gives the last stage and what was not done. Throws `image.dockerfile-invalid`. */
export function evaluate(instructions: Instruction[], build: Build): { stage: Stage; notes: string[] } {
  const state: State = { build, stages: [], current: undefined, globals: {}, notes: [] }
  for (const instruction of instructions) {
    try {
      apply(state, instruction)
    } catch (error) {
      if (error instanceof SubstitutionError)
        fail(state, instruction, error.message, 'Write ${NAME} or ${NAME:-default}.')
      if (error instanceof CopyError) fail(state, instruction, error.message, error.next)
      throw error
    }
  }
  if (!state.current) {
    throw dockerfileError(
      build.file,
      1,
      'there is no FROM',
      'Begin with the image to build on: FROM <image>.',
    )
  }
  return { stage: state.current, notes: state.notes }
}

function apply(state: State, instruction: Instruction): void {
  if (instruction.name === 'FROM') return begin(state, instruction)
  if (!state.current) {
    if (instruction.name !== 'ARG') {
      fail(state, instruction, `${instruction.name} before the first FROM`, 'Only ARG may come before FROM.')
    }
    Object.assign(state.globals, readArgs(state, instruction))
    return
  }
  const handler = handlers[instruction.name]
  if (handler) handler(state, state.current, instruction)
  else state.notes.push(`line ${instruction.line}: ${instruction.name} is not known and not done`)
}

function begin(state: State, instruction: Instruction): void {
  const [base, as, name] = splitWords(instruction.text, (word) =>
    substitute(word, (arg) => state.globals[arg] ?? platformArg(state, arg)),
  )
  if (!base || (as !== undefined && (as.toUpperCase() !== 'AS' || name === undefined))) {
    fail(
      state,
      instruction,
      'FROM names no image',
      'Write FROM <image> [AS <name>]; an ARG that it uses needs a default.',
    )
  }
  const parent = state.stages.find((stage) => stage.name === base.toLowerCase())?.stage
  state.current = beginStage(base, parent)
  state.stages.push({ name: name?.toLowerCase(), stage: state.current })
}

function copy(state: State, stage: Stage, instruction: Instruction): void {
  const expand = expander(state)
  const { from, chmod, chown } = instruction.flags
  if (from !== undefined || instruction.heredoc) {
    const what =
      from === undefined ? `${instruction.name} of a heredoc` : `${instruction.name} --from=${from}`
    state.notes.push(`${what} is not done: ${shorten(instruction.text)}`)
    return
  }
  const words = (readJsonForm(instruction.text)?.map(expand) ?? splitWords(instruction.text, expand)).filter(
    Boolean,
  )
  const destination = words.pop()
  if (destination === undefined || words.length === 0) {
    fail(
      state,
      instruction,
      `${instruction.name} needs a source and a destination`,
      'Write COPY <source>... <destination>.',
    )
  }
  const local = words.filter((word) => !isRemote(word))
  for (const remote of words.filter(isRemote))
    state.notes.push(`ADD of a remote file is not done: ${shorten(remote)}`)
  for (const archive of local.filter(
    (word) => instruction.name === 'ADD' && /\.(tar|tar\.\w+|tgz)$/.test(word),
  )) {
    state.notes.push(`ADD does not unpack ${archive}: it is copied as it is`)
  }
  if (chown !== undefined && !/^(root|0)(:(root|0))?$/.test(chown))
    state.notes.push(`--chown=${chown} is not kept: files are root's`)
  if (local.length === 0) return
  const { context, ignored } = state.build
  const mode = chmod === undefined ? undefined : readMode(state, instruction, expand(chmod))
  const isFolder = (path: string) => stage.directories.has(path) || state.build.baseHasFolder(path)
  const copied = resolveCopy({
    context,
    ignored,
    sources: local,
    destination,
    workdir: stage.workdir,
    mode,
    isFolder,
  })
  for (const file of copied.files) stage.files.set(file.target, file)
  for (const directory of copied.directories) stage.directories.add(directory)
}

function isRemote(source: string): boolean {
  return /^(https?|git|ssh|ftp):\/\/|^git@/.test(source)
}

function readMode(state: State, instruction: Instruction, text: string): number {
  if (!/^[0-7]{3,4}$/.test(text)) {
    fail(state, instruction, `--chmod=${text} is not an octal mode`, 'Write it as --chmod=755.')
  }
  return parseInt(text, 8)
}

function commandOf(stage: Stage, instruction: Instruction): string[] {
  return readJsonForm(instruction.text) ?? (instruction.text === '' ? [] : [...stage.shell, instruction.text])
}

function pairs(state: State, instruction: Instruction): [string, string][] {
  const found = readPairs(instruction.text, expander(state))
  if (!found)
    fail(
      state,
      instruction,
      `${instruction.name} needs NAME=value`,
      `Write ${instruction.name} NAME="value".`,
    )
  return found
}

/** `ARG A B=1`: what was given counts, then the default, then the global of that name, then the platform's. */
function readArgs(state: State, instruction: Instruction): Record<string, string> {
  const args: Record<string, string> = {}
  for (const word of splitWords(instruction.text, expander(state))) {
    const at = word.indexOf('=')
    const name = at < 0 ? word : word.slice(0, at)
    const value = state.build.args[name] ?? (at < 0 ? undefined : word.slice(at + 1)) ?? state.globals[name]
    const known = value ?? platformArg(state, name)
    if (known !== undefined) args[name] = known
  }
  return args
}

function platformArg(state: State, name: string): string | undefined {
  const [os = '', arch = ''] = state.build.platform.split('/')
  const kind = /^(?:TARGET|BUILD)(PLATFORM|OS|ARCH)$/.exec(name)?.[1]
  return kind && { PLATFORM: state.build.platform, OS: os, ARCH: arch }[kind]
}

function expander(state: State): (text: string) => string {
  const { current, globals } = state
  const lookup = (name: string) => (current ? (current.env[name] ?? current.args[name]) : globals[name])
  return (text) => substitute(text, lookup)
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

function fail(state: State, instruction: Instruction, problem: string, next: string): never {
  throw dockerfileError(state.build.file, instruction.line, problem, next)
}
