import { KubeApiError } from '../kube/api-error.js'

/** What an error is called in `errors.json`: `Forbidden`, `ECONNRESET`, `kube.dropped`, `Interrupted`. */
export function reasonOf(error: unknown, signal?: AbortSignal): string {
  if (signal?.aborted) return 'Interrupted'
  if (error instanceof KubeApiError) return error.reason || String(error.status)
  const { code, name } = error as { code?: string; name?: string }
  return code ?? name ?? 'Failed'
}
