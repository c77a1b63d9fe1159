import { judgeCatalog, openImage, parseImageSource, readCatalog } from '../../bundle/index.js'
import { printable } from '../../lib/printable.js'
import type { Catalog, CatalogFinding, CatalogVerdict } from '../../model/catalog.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import { abortOnSignals } from '../abort-on-signals.js'
import type { Entry } from '../main.js'
import type { IndexFlags } from '../options/index-image.js'

/** `must-gather index INDEX --package P`: what check MG-OLM-002 says, without a run. */
export async function indexCommand(index: string, flags: IndexFlags, { env }: Entry): Promise<ExitCode> {
  const signal = abortOnSignals()
  const registry = { dockerConfig: flags.authfile, insecure: flags.insecureRegistry, env }
  const opened = await openImage(parseImageSource(index), { signal, registry })
  try {
    const catalog = await readCatalog(opened, { package: flags.package, signal })
    const verdict = judgeCatalog(catalog, {
      package: flags.package,
      channel: flags.channel,
      bundleName: flags.bundle,
      bundleImage: flags.bundleImage,
    })
    process.stdout.write(render[flags.output](catalog, verdict))
    return exitCodeOf(verdict)
  } finally {
    await opened.close()
  }
}

function exitCodeOf({ findings, notEvaluated }: CatalogVerdict): ExitCode {
  if (findings.length > 0) return exitCodes.broken
  return notEvaluated.length > 0 ? exitCodes.environment : exitCodes.passed
}

const render: Record<IndexFlags['output'], (catalog: Catalog, verdict: CatalogVerdict) => string> = {
  json: (catalog, verdict) => `${JSON.stringify({ catalog, ...verdict }, null, 2)}\n`,
  text: (catalog, verdict) =>
    printable(
      [
        ...verdict.findings.map((finding) => findingText(catalog, finding)),
        ...verdict.notEvaluated.map((reason) => `not evaluated: ${reason}`),
        summary(catalog, verdict),
        '',
      ].join('\n'),
    ),
}

function findingText({ kind, root }: Catalog, finding: CatalogFinding): string {
  const { path, line, rule, message, want, got, fix } = finding
  const inImage = kind === 'sqlite' || root === '' || path === '' ? path : `${root}/${path}`
  const at = line === undefined ? inImage : `${inImage}:${line}`
  return [
    `${at === '' ? '' : `${at}: `}${message} (${rule})`,
    `  want: ${want}`,
    `  got:  ${got}`,
    `  fix:  ${fix}`,
  ].join('\n')
}

function summary(catalog: Catalog, { findings, head }: CatalogVerdict): string {
  const { channels, bundles, files, blobs, kind } = catalog
  const found = findings.length === 0 ? 'nothing wrong' : `${findings.length} found wrong`
  return (
    `${found} with package ${catalog.package}: channels ${channels.length}, bundles ${bundles.length}` +
    `${head === undefined ? '' : `, head ${head}`}; read ${blobs} blobs in ${files === 1 ? '1 file' : `${files} files`} (${kind})`
  )
}
