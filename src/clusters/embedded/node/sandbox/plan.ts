import { readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { resolveOnHost } from '../../image/host-path.js'
import type { HostLayout } from './host-layout.js'
import type { ContainerSpec, ProcessSpec } from './types.js'

/** Words for the set-up script: one operation and its operands. */
type Operation = string[]

const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty']
const deviceLinks = [
  ['/proc/self/fd', '/dev/fd'],
  ['/proc/self/fd/0', '/dev/stdin'],
  ['/proc/self/fd/1', '/dev/stdout'],
  ['/proc/self/fd/2', '/dev/stderr'],
]
const hidden = ['/proc/sysrq-trigger', '/proc/kcore', '/proc/keys']

/** Folders that are a container's own from the start, with their modes. */
const ownFolders: Record<string, string> = {
  tmp: '1777',
  run: '0755',
  root: '0700',
  home: '0755',
  proc: '0555',
  sys: '0555',
  dev: '0755',
  mnt: '0755',
  srv: '0755',
}

/** What an empty /var has to have, where the host's cannot be shown. */
const varFolders = ['lib', 'log', 'cache', 'spool', 'opt', 'local']

/** Which kind of mounts the kernel lets us make: in a user namespace, none over a folder that has mounts inside. */
export interface PlanOptions {
  userNamespace: boolean
}

/** The whole argument list of the set-up script for a container. */
export function planContainer(
  host: HostLayout,
  spec: ContainerSpec,
  base: string,
  options: PlanOptions,
): string[] {
  const image = spec.image === undefined ? new Set<string>() : new Set(readdirSync(spec.image))
  const folders = [
    ...host.folders.flatMap((name) => planHostFolder(host, name, spec.image, options)),
    ...[...image]
      .filter((name) => !host.folders.includes(name))
      .map((name) => planImageEntry(spec.image ?? '', name)),
  ]
  const operations: Operation[] = [
    ['base', base],
    ['hostname', spec.hostname],
    ...(spec.image === undefined ? [] : [['image', spec.image]]),
    ...planPlaces(host, spec, folders),
    ...folders,
    ...host.links.map(({ name, to }) => ['link', to, name]),
    ...Object.entries(ownFolders).flatMap(([name, mode]) =>
      image.has(name) ? [] : [['directory', mode, name]],
    ),
    ['pivot'],
    ...devices.map((name) => ['device', name]),
    ...deviceLinks.map(([to = '', path = '']) => ['link', to, path]),
    ...hidden.map((path) => ['hide', path]),
    ...spec.mounts.map((mount) => ['bind', mount.readOnly ? 'ro' : 'rw', mount.source, mount.target]),
  ]
  return [...operations.flat(), ...planProcess(spec)]
}

/** The end of both scripts' arguments: where and as whom to run which command. */
export function planProcess(spec: ProcessSpec): string[] {
  const ids = spec.user && spec.user.uid + spec.user.gid > 0 ? `${spec.user.uid}:${spec.user.gid}` : ''
  return ['run', spec.workdir, ids, '--', ...spec.command]
}

/**
 * Makes the places of mounts in the upper layers, before there is an overlay: in a user namespace nobody may make
 * anything in a folder of the host's root.
 */
function planPlaces(host: HostLayout, spec: ContainerSpec, folders: Operation[]): Operation[] {
  const layers = folders.flatMap(([word, path = '']) => (word === 'layer' ? [path] : []))
  const isShared = (name: string) =>
    host.folders.includes(name) || host.links.some((link) => link.name === name)
  const wanted = [
    ...spec.mounts.map(({ source, target }) => ({ target, isFolder: statSync(source).isDirectory() })),
    { target: spec.workdir, isFolder: true },
  ]
  return wanted.flatMap(({ target, isFolder }) => {
    const path = resolveOnHost(target, isShared).slice(1)
    const within = layers
      .filter((candidate) => path.startsWith(`${candidate}/`))
      .sort((a, b) => b.length - a.length)[0]
    if (within === undefined) return []
    return [['place', isFolder ? 'directory' : 'file', within, path.slice(within.length + 1)]]
  })
}

function planHostFolder(
  host: HostLayout,
  name: string,
  image: string | undefined,
  options: PlanOptions,
): Operation[] {
  const inner = host.mountPoints.filter((path) => path.startsWith(`/${name}/`))
  if (inner.length === 0) return [layer(name, image, `/${name}`)]
  if (!options.userNamespace) {
    const shown = name === 'var' ? [] : inner
    return [layer(name, image, `/${name}`), ...shown.map((path) => planMountPoint(path, image))]
  }
  if (name === 'var') return planEmptyVar(image)
  if (name === 'etc') {
    const own = imageHas(image, name) ? [['tree', name, `image/${name}`]] : []
    return [['tree', name, `/${name}`], ...own]
  }
  return splitFolder(name, inner, image)
}

/** Layers for the children of a folder that itself cannot be a layer, because something is mounted inside it. */
function splitFolder(path: string, inner: string[], image: string | undefined): Operation[] {
  const operations: Operation[] = [['directory', '0755', path]]
  const fromHost = readdirSync(`/${path}`, { withFileTypes: true })
  for (const entry of fromHost) {
    const child = join(path, entry.name)
    if (entry.isSymbolicLink()) operations.push(['link', readlinkSync(`/${child}`), child])
    else if (!entry.isDirectory())
      operations.push(['file', child, imageHas(image, child) ? `image/${child}` : `/${child}`])
    else {
      const deeper = inner.filter((mounted) => mounted.startsWith(`/${child}/`))
      operations.push(
        ...(deeper.length > 0 ? splitFolder(child, deeper, image) : [layer(child, image, `/${child}`)]),
      )
    }
  }
  const onHost = new Set(fromHost.map((entry) => entry.name))
  for (const name of imageHas(image, path) ? readdirSync(join(image ?? '', path)) : []) {
    if (!onHost.has(name)) operations.push(planImageEntry(image ?? '', join(path, name)))
  }
  return operations
}

function planMountPoint(path: string, image: string | undefined): Operation {
  const relative = path.slice(1)
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (isFolder) return layer(relative, image, path)
  return ['file', relative, imageHas(image, relative) ? `image/${relative}` : path]
}

function planEmptyVar(image: string | undefined): Operation[] {
  return [
    imageHas(image, 'var') ? layer('var', image) : ['directory', '0755', 'var'],
    ...varFolders.map((name) => ['directory', '0755', `var/${name}`]),
    ['directory', '1777', 'var/tmp'],
    ['link', '/run', 'var/run'],
  ]
}

function planImageEntry(image: string, path: string): Operation {
  if (statSync(join(image, path)).isDirectory()) return layer(path, image)
  return ['file', path, `image/${path}`]
}

function layer(path: string, image: string | undefined, hostPath?: string): Operation {
  const lower = [
    ...(imageHas(image, path) ? [`image/${path}`] : []),
    ...(hostPath === undefined ? [] : [hostPath]),
  ]
  return ['layer', path, ownFolders[path] ?? '0755', lower.map(escapeLower).join(':')]
}

/** overlayfs reads `:` as its separator and `,` ends a mount option. */
function escapeLower(path: string): string {
  return path.replace(/[\\:,]/g, '\\$&')
}

function imageHas(image: string | undefined, path: string): boolean {
  return image !== undefined && statSync(join(image, path), { throwIfNoEntry: false }) !== undefined
}
