import { existingDriver } from '../../src/clusters/existing/driver.js'
import { realCluster } from '../support/real-cluster.js'
import { clusterSuite } from './support/suite.js'

clusterSuite(
  {
    driver: existingDriver,
    options: { kubeconfig: realCluster?.kubeconfig },
    image: { ref: realCluster?.image ?? '' },
  },
  realCluster ? undefined : 'MUST_GATHER_TEST_KUBECONFIG names no cluster',
)
