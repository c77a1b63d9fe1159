/** Why an operator could not be installed, where what the ISV ships is to blame and not the cluster. */
export interface InstallFault {
  /** Stable: `no-bundle`, `no-such-channel`. */
  cause: string
  /** One sentence. */
  summary: string
  /** `Subscription acme/acme-subs` */
  object?: string
  next?: string
}

/** Thrown where an install ends with a finding rather than with an error of the run. */
export class InstallFailed extends Error {
  readonly fault: InstallFault

  constructor(fault: InstallFault, cause?: unknown) {
    super(fault.summary, { cause })
    this.name = 'InstallFailed'
    this.fault = fault
  }
}
