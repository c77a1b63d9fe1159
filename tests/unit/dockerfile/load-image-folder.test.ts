import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadImageFolder } from '../../../src/dockerfile/load-image-folder.js'
import { ExpectedError } from '../../../src/model/errors.js'

let context: string
beforeEach(() => (context = mkdtempSync(join(tmpdir(), 'image-'))))
afterEach(() => rmSync(context, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(context, path)), { recursive: true })
    writeFileSync(join(context, path), content)
  }
}

function load(dockerfile: string, args: Record<string, string> = {}) {
  write({ Dockerfile: dockerfile })
  const baseHasFolder = (path: string) => path === '/usr/bin'
  return loadImageFolder({ ref: 'example.com/app:1', context, args, platform: 'linux/amd64', baseHasFolder })
}

function targets(dockerfile: string): string[] {
  return load(dockerfile)
    .files.map(({ target }) => target)
    .sort()
}

function problem(dockerfile: string): string {
  try {
    load(dockerfile)
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'image.dockerfile-invalid')
      return error.message.replace(context, '')
    throw error
  }
  throw new Error('no error')
}

describe('configuration', () => {
  it('reads what an image needs to run', () => {
    const image = load(`
# escape=\\
ARG BASE=registry.example.com/base:1
FROM \${BASE} AS final
ARG VERSION=1.0
ENV A=1 B="two words" C=$VERSION
ENV OLD some text
LABEL name="x" version=\${VERSION}
WORKDIR /opt
WORKDIR app
USER 1001:0
ENTRYPOINT ["/usr/bin/gather", "--all"]
CMD ["now"]
EXPOSE 8080`)
    expect(image).toMatchObject({
      env: { A: '1', B: 'two words', C: '1.0', OLD: 'some text' },
      labels: { name: 'x', version: '1.0' },
      workdir: '/opt/app',
      user: '1001:0',
      entrypoint: ['/usr/bin/gather', '--all'],
      cmd: ['now'],
      notes: [],
    })
  })

  it.each([
    ['CMD exec gather', ['/bin/sh', '-c', 'exec gather']],
    ['SHELL ["/bin/bash", "-c"]\nCMD x', ['/bin/bash', '-c', 'x']],
    ['CMD ["a"]\nENTRYPOINT ["b"]', []],
    ['CMD [not json]', ['/bin/sh', '-c', '[not json]']],
  ])('%s', (text, cmd) => {
    expect(load(`FROM x\n${text}`).cmd).toEqual(cmd)
  })

  it.each([
    ['$A', 'one'],
    ['${A}-x', 'one-x'],
    ['${NONE:-d$A}', 'done'],
    ['${NONE:+set}', ''],
    ['${A:+set}', 'set'],
    ['\\$A', '$A'],
    ["'$A'", '$A'],
    ['"$A b"', 'one b'],
    ['$TARGETARCH', 'amd64'],
    ['$GIVEN', 'yes'],
  ])('puts in variables: %s', (text, value) => {
    const image = load(`FROM x\nARG A=one\nARG TARGETARCH\nARG GIVEN=no\nENV V=${text}`, { GIVEN: 'yes' })
    expect(image.env['V']).toBe(value)
  })

  it('takes the last stage, on top of the one it is made from', () => {
    const image = load('FROM go AS build\nENV X=1\nFROM base AS run\nENV Y=2\nFROM run\nENV Z=3')
    expect(image.env).toEqual({ Y: '2', Z: '3' })
  })
})

describe('files', () => {
  beforeEach(() =>
    write({ 'scripts/gather': '#!/bin/sh', 'scripts/lib/a.sh': '', 'scripts/lib/b.txt': '', top: 'x' }),
  )

  it.each([
    ['COPY top /usr/bin/', ['/usr/bin/top']],
    ['COPY top /usr/bin', ['/usr/bin/top']],
    ['COPY top /other', ['/other']],
    ['COPY scripts/* /usr/bin/', ['/usr/bin/a.sh', '/usr/bin/b.txt', '/usr/bin/gather']],
    ['COPY scripts /opt/s', ['/opt/s/gather', '/opt/s/lib/a.sh', '/opt/s/lib/b.txt']],
    ['COPY ["scripts/lib/a.sh", "top", "/x y/"]', ['/x y/a.sh', '/x y/top']],
    ['WORKDIR /app\nCOPY top .', ['/app/top']],
    ['WORKDIR /app\nCOPY scripts/lib lib', ['/app/lib/a.sh', '/app/lib/b.txt']],
    ['COPY top \\\n# a comment\n  scripts/gather \\\n  /usr/bin/', ['/usr/bin/gather', '/usr/bin/top']],
    ['RUN <<EOF\nCOPY nothing /\nEOF\nCOPY top /t', ['/t']],
  ])('%s', (text, expected) => {
    expect(targets(`FROM x\n${text}`)).toEqual(expected)
  })

  it('keeps modes, unless --chmod says another', () => {
    chmodSync(join(context, 'scripts/gather'), 0o755)
    chmodSync(join(context, 'top'), 0o640)
    const modes = load('FROM x\nCOPY scripts/gather top /a/\nCOPY --chmod=0755 top /b').files.map(
      ({ target, mode }) => [target, mode],
    )
    expect(modes).toEqual([
      ['/a/gather', 0o755],
      ['/a/top', 0o640],
      ['/b', 0o755],
    ])
  })

  it('leaves out what .dockerignore names, and takes back what ! names', () => {
    write({ '.dockerignore': '# no\nscripts/lib\n!scripts/lib/b.txt\nDockerfile\n.dockerignore' })
    expect(targets('FROM x\nCOPY . /all')).toEqual([
      '/all/scripts/gather',
      '/all/scripts/lib/b.txt',
      '/all/top',
    ])
  })

  it('keeps a link inside a folder as a link', () => {
    symlinkSync('gather', join(context, 'scripts/also'))
    expect(load('FROM x\nCOPY scripts /s').files).toContainEqual({
      link: 'gather',
      target: '/s/also',
      mode: 0o777,
    })
  })
})

describe('what is not done is noted', () => {
  it.each([
    [
      'RUN dnf install -y jq \\\n && dnf clean all',
      'RUN is not executed: dnf install -y jq && dnf clean all',
    ],
    ['COPY --from=build /bin/app /app', 'COPY --from=build is not done: /bin/app /app'],
    ['ADD https://example.com/x /x', 'ADD of a remote file is not done: https://example.com/x'],
    ['FROB all', 'line 2: FROB is not known and not done'],
  ])('%s', (text, note) => {
    expect(load(`FROM x\n${text}`).notes).toEqual([note])
  })
})

describe('what is wrong is named with its line', () => {
  it.each([
    ['', '/Dockerfile:1: there is no FROM'],
    ['ENV A=1\nFROM x', '/Dockerfile:1: ENV before the first FROM'],
    ['FROM x\n\nCOPY missing /m', '/Dockerfile:3: COPY: missing is not in the build context'],
    ['FROM x\nCOPY ../secret /s', '/Dockerfile:2: COPY ../secret leaves the build context'],
    ['FROM x\nCOPY /etc/../../x /s', '/Dockerfile:2: COPY /etc/../../x leaves the build context'],
    ['FROM x\nCOPY one', '/Dockerfile:2: COPY needs a source and a destination'],
    ['FROM x\nENV A', '/Dockerfile:2: ENV needs NAME=value'],
    ['FROM x\nENV A=${B', '/Dockerfile:2: a ${ has no closing brace'],
    ['FROM ${NONE}', '/Dockerfile:1: FROM names no image'],
    ['FROM x\nCOPY --chmod=+x Dockerfile /d', '/Dockerfile:2: --chmod=+x is not an octal mode'],
  ])('%s', (text, message) => {
    expect(problem(text)).toContain(message)
  })

  it('refuses a link out of the context', () => {
    symlinkSync('/etc/passwd', join(context, 'out'))
    expect(problem('FROM x\nCOPY out /o')).toContain('COPY: out is a link out of the build context')
  })

  it('says that there is no Dockerfile', () => {
    const options = { ref: 'a', context, platform: 'linux/amd64', baseHasFolder: () => false }
    expect(() => loadImageFolder(options)).toThrow(
      expect.objectContaining({ code: 'image.dockerfile-missing', exitCode: 2 }),
    )
  })
})
