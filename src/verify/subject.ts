import type { Facts } from '../model/facts.js'
import type { Report } from '../model/report.js'

/** What was judged: whose it is, where it lay, what it held. */
export function subjectOf(
  { capture, record, config, gathers = [], others = [] }: Partial<Facts>,
  { path, configDigest }: { path: string; configDigest?: string | undefined },
): Report['subject'] {
  const isv = config?.name ?? record?.isv.name
  return {
    ...(isv === undefined ? {} : { isv }),
    layout: capture?.layout ?? 'bare',
    path,
    digest: capture?.digest ?? '',
    state: capture?.state ?? 'unknown',
    ...(configDigest === undefined ? {} : { configDigest }),
    images: (record?.images ?? []).map(({ role, ref, source, digest, notes }) => ({
      role,
      ref,
      source,
      ...(digest ? { digest } : {}),
      notes,
    })),
    gathers: [...gathers, ...others].map(({ name, files, bytes, record: gather }) => ({
      name,
      files: files.filter(({ type }) => type === 'file').length,
      bytes,
      ...(gather?.exitCode === undefined ? {} : { exitCode: gather.exitCode }),
      ...(gather?.durationMs === undefined ? {} : { durationMs: gather.durationMs }),
    })),
    secretFound: [...gathers, ...others].some(({ secrets }) => secrets.length > 0),
  }
}
