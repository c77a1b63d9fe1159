import { plainText, type DescribeWriter } from './writer.js'

export type Volume = { name: string } & Record<string, unknown>

type Source = Record<string, unknown>
type Row = readonly [key: string, value: unknown]

interface Kind {
  text: string
  rows(source: Source): Row[]
}

/** How kubectl words the kinds of volume that pods mostly have. */
const kinds: Readonly<Record<string, Kind>> = {
  configMap: {
    text: 'ConfigMap (a volume populated by a ConfigMap)',
    rows: ({ name, optional = false }) => [
      ['Name', name],
      ['Optional', optional],
    ],
  },
  secret: {
    text: 'Secret (a volume populated by a Secret)',
    rows: ({ secretName, optional = false }) => [
      ['SecretName', secretName],
      ['Optional', optional],
    ],
  },
  emptyDir: {
    text: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    rows: ({ medium = '', sizeLimit = '<unset>' }) => [
      ['Medium', medium],
      ['SizeLimit', sizeLimit],
    ],
  },
  hostPath: {
    text: 'HostPath (bare host directory volume)',
    rows: ({ path, type = '' }) => [
      ['Path', path],
      ['HostPathType', type],
    ],
  },
  persistentVolumeClaim: {
    text: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    rows: ({ claimName, readOnly = false }) => [
      ['ClaimName', claimName],
      ['ReadOnly', readOnly],
    ],
  },
  projected: {
    text: 'Projected (a volume that contains injected data from multiple sources)',
    rows: ({ sources }) => (Array.isArray(sources) ? (sources as Source[]) : []).flatMap(projection),
  },
}

function projection({ serviceAccountToken, configMap, secret, downwardAPI }: Source): Row[] {
  const named = (kind: string, { name, optional = false }: Source): Row[] => [
    [`${kind}Name`, name],
    ['Optional', optional],
  ]
  if (serviceAccountToken)
    return [['TokenExpirationSeconds', (serviceAccountToken as Source)['expirationSeconds']]]
  if (configMap) return named('ConfigMap', configMap as Source)
  if (secret) return named('Secret', secret as Source)
  return downwardAPI ? [['DownwardAPI', true]] : []
}

/** The volumes of a pod, or of a template with an indent; kinds that are not known are shown field by field. */
export function describeVolumes(
  writer: DescribeWriter,
  { volumes = [] }: { volumes?: Volume[] },
  indent: string,
): void {
  if (volumes.length === 0) return writer.line(0, `${indent}Volumes:\t<none>`)
  writer.line(0, `${indent}Volumes:`)
  const inner = indent === '' ? '  ' : `${indent} `
  for (const { name, ...sources } of volumes) {
    writer.line(0, `${inner}${name}:`)
    for (const [key, value] of Object.entries(sources).flatMap(([kind, source]) =>
      volumeRows(kind, (source ?? {}) as Source),
    )) {
      writer.line(0, `${inner}  ${key}:\t${plainText(value)}`)
    }
  }
}

function volumeRows(kind: string, source: Source): Row[] {
  const known = kinds[kind]
  return known ? [['Type', known.text], ...known.rows(source)] : [['Type', kind], ...Object.entries(source)]
}
