/** One row of what a run has to be allowed. */
export interface Right {
  verbs: readonly string[]
  /** Empty: the core group. */
  group: string
  /** `pods`, or `pods/exec`. */
  resource: string
  /** Absent: a type of the whole cluster, or namespaces whose names are generated. */
  namespace?: string | undefined
  /** Only of the object with this name. */
  name?: string | undefined
  /** What the run needs it for. */
  why: string
  /** The run goes on without it, and does less. */
  dispensable?: boolean | undefined
  /** Rights that do as well: who holds a role's rules may grant them. */
  orHolds?: readonly PolicyRule[] | undefined
}

/** A rule of a Role or ClusterRole, and of a SelfSubjectRulesReview. */
export interface PolicyRule {
  verbs: readonly string[]
  apiGroups?: readonly string[] | undefined
  resources?: readonly string[] | undefined
  resourceNames?: readonly string[] | undefined
  nonResourceURLs?: readonly string[] | undefined
}

/** A right with the one verb of it that is missing. */
export type MissingRight = Omit<Right, 'verbs'> & { verb: string }
