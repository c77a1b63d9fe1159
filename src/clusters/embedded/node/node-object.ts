import { readFileSync } from 'node:fs'
import { arch, cpus, release, totalmem } from 'node:os'
import type { KubeObject } from '../../../model/kubernetes.js'

export const nodeName = 'embedded'

/** The addresses that the node and its pods answer on: all of them the loopback's. */
export const hostIP = '127.0.0.1'

const architectures: Record<string, string> = {
  x64: 'amd64',
  arm64: 'arm64',
  s390x: 's390x',
  ppc64: 'ppc64le',
}

/** The machine's architecture as container images name it. */
export function architecture(): string {
  return architectures[arch()] ?? arch()
}

/** The Node object of the one node; the machine's own numbers, under a name that is the same everywhere. */
export function nodeObject(kubeletVersion: string, now: string): KubeObject {
  const size = {
    cpu: String(cpus().length),
    memory: `${Math.floor(totalmem() / 1024)}Ki`,
    pods: '110',
    'ephemeral-storage': '100Gi',
  }
  const labels = {
    'kubernetes.io/arch': architecture(),
    'kubernetes.io/hostname': nodeName,
    'kubernetes.io/os': 'linux',
    'node-role.kubernetes.io/control-plane': '',
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: nodeName, labels },
    spec: { podCIDR: '127.1.0.0/16', podCIDRs: ['127.1.0.0/16'], providerID: `embedded://${nodeName}` },
    status: {
      capacity: size,
      allocatable: size,
      conditions: conditions(now),
      addresses: [
        { type: 'InternalIP', address: hostIP },
        { type: 'Hostname', address: nodeName },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        architecture: architecture(),
        bootID: '',
        containerRuntimeVersion: 'embedded://1',
        kernelVersion: release(),
        kubeProxyVersion: '',
        kubeletVersion,
        machineID: '',
        operatingSystem: 'linux',
        osImage: osImage(),
        systemUUID: '',
      },
      images: [],
    },
  }
}

function conditions(now: string): object[] {
  const row = (type: string, status: string, reason: string, message: string) => {
    return { type, status, lastHeartbeatTime: now, lastTransitionTime: now, reason, message }
  }
  return [
    row('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    row('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    row('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    row('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
  ]
}

function osImage(): string {
  try {
    const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    return name ?? 'Linux'
  } catch {
    return 'Linux'
  }
}
