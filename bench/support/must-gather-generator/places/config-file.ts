import type { Piece, Plant } from '../piece.js'
import { joined, marked, plain } from '../piece.js'
import type { Random } from '../random.js'
import type { Sample } from '../types.js'
import { scalar } from './objects.js'

interface Format {
  file: string
  before: string
  line: (sample: Sample) => string
  after: string
}

const formats: readonly Format[] = [
  {
    file: 'application.properties',
    before: 'server.port=8080\nspring.application.name=orders\nlogging.level.root=INFO',
    line: ({ name, value }) => `${name}=${value}`,
    after: 'management.endpoints.web.exposure.include=health,info',
  },
  {
    file: 'config.yaml',
    before: 'server:\n  listen: 0.0.0.0:8443\n  tls: true\nbackend:\n  timeout: 30s',
    line: ({ name, value }) => `  ${name}: ${scalar(value)}`,
    after: '  retries: 5\nfeatures:\n- audit',
  },
  {
    file: 'settings.json',
    before: '{\n  "listen": ":8080",\n  "debug": false,',
    line: ({ name, value }) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
    after: '  "retries": 5\n}',
  },
  {
    file: 'app.ini',
    before: '[server]\nprotocol = https\nroot_url = %(protocol)s://%(domain)s/\n\n[backend]',
    line: ({ name, value }) => `${name} = ${value}`,
    after: 'timeout = 30',
  },
  {
    file: 'env.sh',
    before: '#!/bin/sh\nset -eu',
    line: ({ name, value }) => `export ${name.replace(/[.-]/g, '_')}="${value}"`,
    after: 'exec /opt/app/run "$@"',
  },
]

/** A program's configuration as the value of a ConfigMap's key, the sample on one of its lines. */
export function configFile(sample: Sample, plant: Plant, random: Random): Piece {
  const { file, before, line, after } = random.pick(formats)
  const inside = (text: string) => text.replace(/^(?=.)/gm, '      ')
  return joined([
    plain(`    ${file}: |\n${inside(before)}`),
    marked(inside(line(sample)), plant),
    plain(inside(after)),
  ])
}
