/**
 * What the embedded cluster does not do: cases of the suite by name, with the reason of each. docs/embedded.md shows this
 * table; a test holds the page against it, and it against the cases that exist.
 */
export const embeddedGaps: Record<string, string> = {
  'definitions: check rules of an expression':
    'CEL expressions (x-kubernetes-validations) are not evaluated: such an object is accepted',
  'environment: a root that cannot be written':
    'readOnlyRootFilesystem is not enforced: writes go to a layer that ends with the container',
  'lifecycle: debug adds a container': 'there are no ephemeral containers',
  'lifecycle: run attaches': 'there is no attach: kubectl falls back to the log, without input',
  'quotas: a limit range puts in its defaults': 'a LimitRange is kept as an object and sets nothing',
  'quotas: a pod that the namespace forbids is refused':
    'PodSecurity is not enforced: its labels are kept, and containers have no privileges to begin with',
  'quotas: a quota counts what is used': 'a ResourceQuota is kept as an object and counts nothing',
  'quotas: a quota refuses what is too much': 'a ResourceQuota is kept as an object and refuses nothing',
  'services: a service has a name': 'there is no cluster DNS: containers resolve names as the machine does',
  'services: a service is reached from a pod':
    "containers share the machine's network: a ClusterIP is an entry in the API that leads nowhere",
  'services: port-forward to a pod': 'there is no port-forward: a pod listens on an address of this machine',
  'services: port-forward to a service':
    'there is no port-forward: a pod listens on an address of this machine',
  'volumes: a ConfigMap that changes': 'volumes are written when the pod starts, and not again',
  'volumes: emptyDir in memory': 'medium Memory is not honoured: the volume lies on disk',
  'volumes: with a group': 'fsGroup is not applied: everybody may write to a volume',
}
