import type { Bundle } from '../bundle/index.js'
import { isFaultOfImage, judgeBundle } from '../bundle/index.js'
import { imagesOfBundle } from '../bundle/bundle/images.js'
import type { LayoutKind } from '../capture/index.js'
import type { BundleFact, BundleFinding, BundleRecord } from '../model/bundle.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { AnalystOptions } from './analyst.js'
import { createAnalyst } from './analyst.js'
import { bundleFilesIn, bundleRecordIn } from './bundle-in.js'

export interface BundleQuestion extends Pick<AnalystOptions, 'salt'> {
  config: ResolvedIsv | undefined
  layout: LayoutKind
}

/** What the capture holds of the bundle image, judged: the run that read it does not judge. */
export function bundleFact(besides: ReadonlyMap<string, string>, question: BundleQuestion): BundleFact {
  const { config, layout } = question
  const record = bundleRecordIn(besides)
  if (record === undefined) return withoutRecord(config, layout)
  if ('unreadable' in record) return { state: 'unread', reason: record.unreadable }
  if (record.problem) return ofProblem(record, record.problem)
  const bundle = bundleFrom(record, besides)
  const findings = judgeBundle(bundle, {
    operatorImage: config?.images.operator.ref,
    mustGatherImage: config?.images.mustGather.ref,
  })
  return {
    ...{ state: 'read', record, files: bundle.files.length, images: imagesOfBundle(bundle).length },
    findings: withoutSecrets(findings, question),
  }
}

function withoutRecord(config: ResolvedIsv | undefined, layout: LayoutKind): BundleFact {
  if (config && !config.images.bundle) return { state: 'none', reason: 'isv.yaml names no bundle image' }
  if (layout !== 'capture')
    return { state: 'unread', reason: 'a bundle is read in a run of the harness, and this is none' }
  return config
    ? { state: 'unread', reason: 'the run ended before the bundle was read' }
    : { state: 'none', reason: 'the capture holds no bundle, and no configuration names one' }
}

/** What is wrong with the image itself is its maker's; that a registry did not answer is nobody's who is judged here. */
function ofProblem(
  record: BundleRecord,
  { code, message }: NonNullable<BundleRecord['problem']>,
): BundleFact {
  if (!isFaultOfImage(code)) return { state: 'unread', reason: message }
  const rule = code === 'image.not-found' ? 'image-missing' : 'image-unreadable'
  const finding: BundleFinding = {
    ...{ check: 'MG-OLM-001', rule, path: '', message, subject: record.ref },
    ...{ want: 'a bundle image that can be read', got: code },
    fix: 'Push the bundle image again, or correct images.bundle in isv.yaml.',
  }
  return { state: 'read', record, files: 0, images: 0, findings: [finding] }
}

function bundleFrom(record: BundleRecord, besides: ReadonlyMap<string, string>): Bundle {
  const { origin, labels, labelsFrom, digest, dockerfile } = record
  const files = bundleFilesIn(besides)
  const ofDockerfile = files.find(({ path }) => path === dockerfile)
  return {
    ...{ origin, labels, labelsFrom },
    ...(digest === undefined ? {} : { digest }),
    ...(ofDockerfile ? { dockerfile: ofDockerfile } : {}),
    files: files.filter((file) => file !== ofDockerfile),
  }
}

/** Somebody may have put a secret where the findings quote what stands there. */
function withoutSecrets(findings: BundleFinding[], { salt }: BundleQuestion): BundleFinding[] {
  if (findings.length === 0) return findings
  const { quote } = createAnalyst({ salt })
  return findings.map((finding) => ({
    ...finding,
    message: quote(finding.message, 400),
    want: quote(finding.want),
    got: quote(finding.got),
  }))
}
