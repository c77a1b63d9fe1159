/** Why an install through OLM does not go on, along Subscription, catalog, unpack, InstallPlan, CSV, requirement, Deployment and Pod. */
export const olmCauses = [
  /** Nothing is wrong: the operator is installed and runs. */
  'none',
  /** Installed, and an upgrade waits for approval or is on its way. */
  'upgrade-pending',
  // Subscription and its namespace
  'no-operatorgroup',
  'several-operatorgroups',
  'operatorgroup-intersects',
  'not-resolved-yet',
  // Catalog
  'catalog-missing',
  'catalog-not-ready',
  'no-such-package',
  'no-such-channel',
  'no-such-version',
  'constraint-not-satisfiable',
  'resolution-failed',
  // Unpack
  'unpacking',
  'unpack-failed',
  'unpack-timeout',
  // InstallPlan
  'approval-pending',
  'install-plan-missing',
  'installing',
  'crd-conflict',
  'api-removed',
  'rbac-step-failed',
  'install-plan-failed',
  // CSV
  'install-mode-unsupported',
  'requirement-not-met',
  'upgrade-refused',
  'replaced-and-stuck',
  'csv-deleted',
  'csv-failed',
  // What the CSV deploys
  'apiservice-not-ready',
  'webhook-not-ready',
  'deployment-not-progressing',
  // Pods: of the operator, and of the unpack job before
  'image-not-pulled',
  'crash-looping',
  'pod-not-scheduled',
  'pod-not-ready',
] as const

export type OlmCause = (typeof olmCauses)[number]
