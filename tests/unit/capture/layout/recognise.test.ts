import { describe, expect, it } from 'vitest'
import { recogniseLayout } from '../../../../src/capture/layout/recognise.js'
import { openCapture, readLayout } from '../../../../src/capture/index.js'
import { tempFile, tgzOf } from '../archives.js'

const image = `quay-io-acme-gather-sha256-${'a1'.repeat(32)}`
const other = `quay-io-other-sha256-${'b2'.repeat(32)}`

function layoutOf(...files: string[]) {
  return recogniseLayout(
    files.map((path) =>
      path.endsWith('/') ? { path: path.slice(0, -1), type: 'directory' } : { path, type: 'file' },
    ),
  )
}

describe('layouts', () => {
  const own = [
    'capture.json',
    'image.json',
    'gathers/default/gather.log',
    'gathers/default/must-gather/version',
  ]

  it.each([
    ['itself', ''],
    ['in a top folder', 'x/'],
    ['in a run folder', 'capture/'],
    ['in a run folder of an archive', '2026-11-20/capture/'],
  ])('finds our own capture, %s', (_, root) => {
    const layout = layoutOf(
      ...own.map((path) => root + path),
      ...(root.endsWith('capture/') ? ['report.json'] : []),
    )
    expect(layout).toMatchObject({ kind: 'capture', root, gathers: ['default'] })
    expect(layout.sidecars.sort()).toEqual(['image', 'record'])
    expect(layout.place(`${root}capture.json`)).toEqual({ role: 'record', path: 'capture.json' })
    expect(layout.place(`${root}gathers/default/must-gather/a/b`)).toEqual({
      role: 'gather-file',
      gather: 'default',
      path: 'a/b',
    })
    expect(layout.place(`${root}gathers/default/gather.log`)).toMatchObject({ role: 'gather-log' })
    expect(layout.place(`${root}gathers/default/must-gather/a.tgz!/b`)).toMatchObject({ path: 'a.tgz!/b' })
    expect(layout.place(`${root}bundle/manifests/csv.yaml`)).toMatchObject({ role: 'bundle' })
    expect(layout.place(`${root}index/catalog.json`)).toMatchObject({ role: 'index' })
  })

  it('finds a capture whose record was never written', () => {
    expect(layoutOf('gathers/default/must-gather/version')).toMatchObject({
      kind: 'capture',
      gathers: ['default'],
    })
  })

  it('refuses a folder of several captures and names them', () => {
    expect(() => layoutOf('a/capture/capture.json', 'b/capture/capture.json')).toThrow(
      'the capture holds 2 captures: a/capture, b/capture',
    )
  })

  it.each([
    [
      'with all markers',
      ['must-gather.logs', 'timestamp', 'event-filter.html', `${image}/version`],
      '',
      [image],
    ],
    ['of an older client', ['timestamp', 'event-filter.html', `${image}/pods.yaml`], '', [image]],
    ['of two images', ['timestamp', `${image}/a`, `${other}/b`], '', [image, other]],
    [
      'in a top folder',
      ['must-gather.local.1/timestamp', `must-gather.local.1/${image}/a`],
      'must-gather.local.1/',
      [image],
    ],
    ['without markers', [`top/${image}/a`], 'top/', [image]],
    ['with short image names', ['timestamp', 'acme/version'], '', ['acme']],
    [
      'per node',
      ['must-gather.logs', `node-1/${image}/a`, 'node-2/acme/gather.logs'],
      '',
      [`node-1/${image}`, 'node-2/acme'],
    ],
    [
      'with its fallback',
      ['must-gather.logs', `${image}/gather.logs`, 'inspect.local.1/namespaces/x'],
      '',
      [image],
    ],
    ['with nothing gathered', ['must-gather.logs', 'timestamp'], '', []],
  ])('finds what oc left, %s', (_, files, root, gathers) => {
    expect(layoutOf(...files)).toMatchObject({ kind: 'oc', root, gathers })
  })

  it('places what oc left', () => {
    const layout = layoutOf('t/must-gather.logs', `t/${image}/version`)
    expect(layout.place(`t/${image}/a/b`)).toEqual({ role: 'gather-file', gather: image, path: 'a/b' })
    expect(layout.place(`t/${image}/gather.logs`)).toMatchObject({ role: 'gather-log' })
    expect(layout.place('t/must-gather.logs')).toEqual({ role: 'other', path: 'must-gather.logs' })
    expect(layout.place('../evil')).toEqual({ role: 'other', path: '../evil' })
  })

  it.each([
    ['with a version', ['version', 'logs/a.log'], ''],
    ['in a top folder', ['must-gather/version', 'must-gather/namespaces/x/x.yaml'], 'must-gather/'],
    ['of inspect, with markers beside', ['timestamp', 'event-filter.html', 'namespaces/x/x.yaml'], ''],
    ['with nothing but namespaces', ['namespaces/x/x.yaml'], ''],
    ['of anything', ['a.txt'], ''],
    ['with markers and folders of its own', ['timestamp', 'logs/a', 'data/b'], ''],
    ['that is empty', [], ''],
  ])('takes the rest as a bare folder, %s', (_, files, root) => {
    const layout = layoutOf(...files)
    expect(layout).toMatchObject({ kind: 'bare', root, gathers: ['default'] })
    expect(layout.place(`${root}x/y`)).toEqual({ role: 'gather-file', gather: 'default', path: 'x/y' })
  })

  it('reads the layout through a reader', async () => {
    const path = tempFile('x.tgz', await tgzOf([{ name: 'mg/version', body: 'x' }]))
    expect(await readLayout(await openCapture(path))).toMatchObject({ kind: 'bare', root: 'mg/' })
  })
})
