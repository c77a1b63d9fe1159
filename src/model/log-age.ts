/** How far the times of log lines may be off, in ms: kubelets count whole seconds, and the clocks of two nodes differ. */
export const logAgeToleranceMs = 2000
