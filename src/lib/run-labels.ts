/** On everything that a gather makes, so that a sweep finds what a killed run left. */
export const runLabel = 'conformance.must-gather.io/run'
export const managedByLabel = 'app.kubernetes.io/managed-by'
export const managedBy = 'isv-must-gather'

export function runLabels(runId: string): Record<string, string> {
  return { [runLabel]: labelValue(runId), [managedByLabel]: managedBy }
}

/** A text as a label's value may be: 63 characters of `[A-Za-z0-9._-]`, alphanumeric at both ends. */
export function labelValue(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
}
