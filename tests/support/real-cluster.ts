import { describe } from 'vitest'

/** A cluster of the tests' own that outlives them, and is not to be harmed; its kubeconfig has all rights. */
export interface RealCluster {
  kubeconfig: string
  /** An image on its nodes with bash, coreutils, tar, procps, jq and kubectl. */
  image: string
}

const kubeconfig = process.env['MUST_GATHER_TEST_KUBECONFIG']

export const realCluster: RealCluster | undefined = kubeconfig
  ? { kubeconfig, image: process.env['MUST_GATHER_TEST_IMAGE'] ?? 'localhost/gather-base:bookworm' }
  : undefined

/** Tests that need a real cluster; without one they are skipped, under a name that says why. */
export function describeReal(name: string, tests: (cluster: RealCluster) => void): void {
  if (realCluster) describe(name, () => tests(realCluster))
  else describe.skip(`${name} (MUST_GATHER_TEST_KUBECONFIG names no cluster)`, () => tests(absent))
}

/** What skipped tests are collected with. */
const absent: RealCluster = { kubeconfig: '', image: '' }

/** A file with the kind configuration for clusters that a test makes and breaks itself; undefined where it must not. */
export const testKindConfig = process.env['MUST_GATHER_TEST_KIND_CONFIG']
