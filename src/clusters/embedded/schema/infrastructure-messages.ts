import type { MessageTable } from './fields.js'

/** The fields of meta/v1, networking, storage, coordination, discovery and events, from the json and protobuf tags of Kubernetes 1.36's API types; `fields.ts` has the notation. */
export const infrastructureMessages: MessageTable = {
  'meta.Condition':
    'type=1:s status=2:s observedGeneration=3:i lastTransitionTime=4:T reason=5:s message=6:s',
  'meta.DeleteOptions':
    'gracePeriodSeconds=1:?i preconditions=2:?Preconditions orphanDependents=3:?b propagationPolicy=4:?s dryRun=5:*s ignoreStoreReadErrorWithClusterBreakingPotential=6:?b',
  'meta.FieldSelectorRequirement': 'key=1:s operator=2:s values=3:*s',
  'meta.LabelSelector': 'matchLabels=1:%s matchExpressions=2:*LabelSelectorRequirement',
  'meta.LabelSelectorRequirement': 'key=1:s operator=2:s values=3:*s',
  'meta.ManagedFieldsEntry':
    'manager=1:s operation=2:s apiVersion=3:s time=4:?T fieldsType=6:s fieldsV1=7:?A subresource=8:s',
  'meta.ObjectMeta':
    'name=1:s generateName=2:s namespace=3:s selfLink=4:s uid=5:s resourceVersion=6:s generation=7:i creationTimestamp=8:T deletionTimestamp=9:?T deletionGracePeriodSeconds=10:?i labels=11:%s annotations=12:%s ownerReferences=13:*OwnerReference finalizers=14:*s managedFields=17:*ManagedFieldsEntry',
  'meta.OwnerReference': 'apiVersion=5:s kind=1:s name=3:s uid=4:s controller=6:?b blockOwnerDeletion=7:?b',
  'meta.Preconditions': 'uid=1:?s resourceVersion=2:?s',
  'networking.HTTPIngressPath': 'path=1:s pathType=3:?s backend=2:IngressBackend',
  'networking.HTTPIngressRuleValue': 'paths=1:*HTTPIngressPath',
  'networking.IPBlock': 'cidr=1:s except=2:*s',
  'networking.Ingress': 'metadata=1:meta.ObjectMeta spec=2:IngressSpec status=3:IngressStatus',
  'networking.IngressBackend': 'service=4:?IngressServiceBackend resource=3:?core.TypedLocalObjectReference',
  'networking.IngressClass': 'metadata=1:meta.ObjectMeta spec=2:IngressClassSpec',
  'networking.IngressClassParametersReference': 'apiGroup=1:?s kind=2:s name=3:s scope=4:?s namespace=5:?s',
  'networking.IngressClassSpec': 'controller=1:s parameters=2:?IngressClassParametersReference',
  'networking.IngressLoadBalancerIngress': 'ip=1:s hostname=2:s ports=4:*IngressPortStatus',
  'networking.IngressLoadBalancerStatus': 'ingress=1:*IngressLoadBalancerIngress',
  'networking.IngressPortStatus': 'port=1:i protocol=2:s error=3:?s',
  'networking.IngressRule': 'host=1:s ~=2:IngressRuleValue',
  'networking.IngressRuleValue': 'http=1:?HTTPIngressRuleValue',
  'networking.IngressServiceBackend': 'name=1:s port=2:ServiceBackendPort',
  'networking.IngressSpec':
    'ingressClassName=4:?s defaultBackend=1:?IngressBackend tls=2:*IngressTLS rules=3:*IngressRule',
  'networking.IngressStatus': 'loadBalancer=1:IngressLoadBalancerStatus',
  'networking.IngressTLS': 'hosts=1:*s secretName=2:s',
  'networking.NetworkPolicy': 'metadata=1:meta.ObjectMeta spec=2:NetworkPolicySpec',
  'networking.NetworkPolicyEgressRule': 'ports=1:*NetworkPolicyPort to=2:*NetworkPolicyPeer',
  'networking.NetworkPolicyIngressRule': 'ports=1:*NetworkPolicyPort from=2:*NetworkPolicyPeer',
  'networking.NetworkPolicyPeer':
    'podSelector=1:?meta.LabelSelector namespaceSelector=2:?meta.LabelSelector ipBlock=3:?IPBlock',
  'networking.NetworkPolicyPort': 'protocol=1:?s port=2:?I endPort=3:?i',
  'networking.NetworkPolicySpec':
    'podSelector=1:meta.LabelSelector ingress=2:*NetworkPolicyIngressRule egress=3:*NetworkPolicyEgressRule policyTypes=4:*s',
  'networking.ServiceBackendPort': 'name=1:s number=2:i',
  'storage.CSIDriver': 'metadata=1:meta.ObjectMeta spec=2:CSIDriverSpec',
  'storage.CSIDriverSpec':
    'attachRequired=1:?b podInfoOnMount=2:?b volumeLifecycleModes=3:*s storageCapacity=4:?b fsGroupPolicy=5:?s tokenRequests=6:*TokenRequest requiresRepublish=7:?b seLinuxMount=8:?b nodeAllocatableUpdatePeriodSeconds=9:?i serviceAccountTokenInSecrets=10:?b preventPodSchedulingIfMissing=11:?b',
  'storage.CSINode': 'metadata=1:meta.ObjectMeta spec=2:CSINodeSpec',
  'storage.CSINodeDriver': 'name=1:s nodeID=2:s topologyKeys=3:*s allocatable=4:?VolumeNodeResources',
  'storage.CSINodeSpec': 'drivers=1:*CSINodeDriver',
  'storage.CSIStorageCapacity':
    'metadata=1:meta.ObjectMeta nodeTopology=2:?meta.LabelSelector storageClassName=3:s capacity=4:?Q maximumVolumeSize=5:?Q',
  'storage.StorageClass':
    'metadata=1:meta.ObjectMeta provisioner=2:s parameters=3:%s reclaimPolicy=4:?s mountOptions=5:*s allowVolumeExpansion=6:?b volumeBindingMode=7:?s allowedTopologies=8:*core.TopologySelectorTerm',
  'storage.TokenRequest': 'audience=1:s expirationSeconds=2:?i',
  'storage.VolumeAttachment':
    'metadata=1:meta.ObjectMeta spec=2:VolumeAttachmentSpec status=3:VolumeAttachmentStatus',
  'storage.VolumeAttachmentSource': 'persistentVolumeName=1:?s inlineVolumeSpec=2:?core.PersistentVolumeSpec',
  'storage.VolumeAttachmentSpec': 'attacher=1:s source=2:VolumeAttachmentSource nodeName=3:s',
  'storage.VolumeAttachmentStatus':
    'attached=1:b attachmentMetadata=2:%s attachError=3:?VolumeError detachError=4:?VolumeError',
  'storage.VolumeError': 'time=1:T message=2:s errorCode=3:?i',
  'storage.VolumeNodeResources': 'count=1:?i',
  'coordination.Lease': 'metadata=1:meta.ObjectMeta spec=2:LeaseSpec',
  'coordination.LeaseSpec':
    'holderIdentity=1:?s leaseDurationSeconds=2:?i acquireTime=3:?M renewTime=4:?M leaseTransitions=5:?i strategy=6:?s preferredHolder=7:?s',
  'discovery.Endpoint':
    'addresses=1:*s conditions=2:EndpointConditions hostname=3:?s targetRef=4:?core.ObjectReference deprecatedTopology=5:%s nodeName=6:?s zone=7:?s hints=8:?EndpointHints',
  'discovery.EndpointConditions': 'ready=1:?b serving=2:?b terminating=3:?b',
  'discovery.EndpointHints': 'forZones=1:*ForZone forNodes=2:*ForNode',
  'discovery.EndpointPort': 'name=1:?s protocol=2:?s port=3:?i appProtocol=4:?s',
  'discovery.EndpointSlice':
    'metadata=1:meta.ObjectMeta addressType=4:s endpoints=2:*Endpoint ports=3:*EndpointPort',
  'discovery.ForNode': 'name=1:s',
  'discovery.ForZone': 'name=1:s',
  'events.Event':
    'metadata=1:meta.ObjectMeta eventTime=2:M series=3:?EventSeries reportingController=4:s reportingInstance=5:s action=6:s reason=7:s regarding=8:core.ObjectReference related=9:?core.ObjectReference note=10:s type=11:s deprecatedSource=12:core.EventSource deprecatedFirstTimestamp=13:T deprecatedLastTimestamp=14:T deprecatedCount=15:i',
  'events.EventSeries': 'count=1:i lastObservedTime=2:M',
}
