import type { MessageTable } from './fields.js'

/** The fields of admission registration, CRDs and API services, from the json and protobuf tags of Kubernetes 1.36's API types; `fields.ts` has the notation. */
export const extensionsMessages: MessageTable = {
  'admissionregistration.AuditAnnotation': 'key=1:s valueExpression=2:s',
  'admissionregistration.ExpressionWarning': 'fieldRef=2:s warning=3:s',
  'admissionregistration.MatchCondition': 'name=1:s expression=2:s',
  'admissionregistration.MatchResources':
    'namespaceSelector=1:?meta.LabelSelector objectSelector=2:?meta.LabelSelector resourceRules=3:*NamedRuleWithOperations excludeResourceRules=4:*NamedRuleWithOperations matchPolicy=7:?s',
  'admissionregistration.MutatingWebhook':
    'name=1:s clientConfig=2:WebhookClientConfig rules=3:*RuleWithOperations failurePolicy=4:?s matchPolicy=9:?s namespaceSelector=5:?meta.LabelSelector objectSelector=11:?meta.LabelSelector sideEffects=6:?s timeoutSeconds=7:?i admissionReviewVersions=8:*s reinvocationPolicy=10:?s matchConditions=12:*MatchCondition',
  'admissionregistration.MutatingWebhookConfiguration':
    'metadata=1:meta.ObjectMeta webhooks=2:*MutatingWebhook',
  'admissionregistration.NamedRuleWithOperations': 'resourceNames=1:*s ~=2:RuleWithOperations',
  'admissionregistration.ParamKind': 'apiVersion=1:s kind=2:s',
  'admissionregistration.ParamRef':
    'name=1:s namespace=2:s selector=3:?meta.LabelSelector parameterNotFoundAction=4:?s',
  'admissionregistration.Rule': 'apiGroups=1:*s apiVersions=2:*s resources=3:*s scope=4:?s',
  'admissionregistration.RuleWithOperations': 'operations=1:*s ~=2:Rule',
  'admissionregistration.ServiceReference': 'namespace=1:s name=2:s path=3:?s port=4:?i',
  'admissionregistration.TypeChecking': 'expressionWarnings=1:*ExpressionWarning',
  'admissionregistration.ValidatingAdmissionPolicy':
    'metadata=1:meta.ObjectMeta spec=2:ValidatingAdmissionPolicySpec status=3:ValidatingAdmissionPolicyStatus',
  'admissionregistration.ValidatingAdmissionPolicyBinding':
    'metadata=1:meta.ObjectMeta spec=2:ValidatingAdmissionPolicyBindingSpec',
  'admissionregistration.ValidatingAdmissionPolicyBindingSpec':
    'policyName=1:s paramRef=2:?ParamRef matchResources=3:?MatchResources validationActions=4:*s',
  'admissionregistration.ValidatingAdmissionPolicySpec':
    'paramKind=1:?ParamKind matchConstraints=2:?MatchResources validations=3:*Validation failurePolicy=4:?s auditAnnotations=5:*AuditAnnotation matchConditions=6:*MatchCondition variables=7:*Variable',
  'admissionregistration.ValidatingAdmissionPolicyStatus':
    'observedGeneration=1:i typeChecking=2:?TypeChecking conditions=3:*meta.Condition',
  'admissionregistration.ValidatingWebhook':
    'name=1:s clientConfig=2:WebhookClientConfig rules=3:*RuleWithOperations failurePolicy=4:?s matchPolicy=9:?s namespaceSelector=5:?meta.LabelSelector objectSelector=10:?meta.LabelSelector sideEffects=6:?s timeoutSeconds=7:?i admissionReviewVersions=8:*s matchConditions=11:*MatchCondition',
  'admissionregistration.ValidatingWebhookConfiguration':
    'metadata=1:meta.ObjectMeta webhooks=2:*ValidatingWebhook',
  'admissionregistration.Validation': 'expression=1:s message=2:s reason=3:?s messageExpression=4:s',
  'admissionregistration.Variable': 'name=1:s expression=2:s',
  'admissionregistration.WebhookClientConfig': 'url=3:?s service=1:?ServiceReference caBundle=2:y',
  'apiextensions.CustomResourceColumnDefinition':
    'name=1:s type=2:s format=3:s description=4:s priority=5:i jsonPath=6:s',
  'apiextensions.CustomResourceConversion': 'strategy=1:s webhook=2:?WebhookConversion',
  'apiextensions.CustomResourceDefinition':
    'metadata=1:meta.ObjectMeta spec=2:CustomResourceDefinitionSpec status=3:CustomResourceDefinitionStatus',
  'apiextensions.CustomResourceDefinitionCondition':
    'type=1:s status=2:s lastTransitionTime=3:T reason=4:s message=5:s observedGeneration=6:i',
  'apiextensions.CustomResourceDefinitionNames':
    'plural=1:s singular=2:s shortNames=3:*s kind=4:s listKind=5:s categories=6:*s',
  'apiextensions.CustomResourceDefinitionSpec':
    'group=1:s names=3:CustomResourceDefinitionNames scope=4:s versions=7:*CustomResourceDefinitionVersion conversion=9:?CustomResourceConversion preserveUnknownFields=10:b',
  'apiextensions.CustomResourceDefinitionStatus':
    'conditions=1:*CustomResourceDefinitionCondition acceptedNames=2:CustomResourceDefinitionNames storedVersions=3:*s observedGeneration=4:i',
  'apiextensions.CustomResourceDefinitionVersion':
    'name=1:s served=2:b storage=3:b deprecated=7:b deprecationWarning=8:?s schema=4:?CustomResourceValidation subresources=5:?CustomResourceSubresources additionalPrinterColumns=6:*CustomResourceColumnDefinition selectableFields=9:*SelectableField',
  'apiextensions.CustomResourceSubresourceScale':
    'specReplicasPath=1:s statusReplicasPath=2:s labelSelectorPath=3:?s',
  'apiextensions.CustomResourceSubresources': 'status=1:?A scale=2:?CustomResourceSubresourceScale',
  'apiextensions.CustomResourceValidation': 'openAPIV3Schema=1:?JSONSchemaProps',
  'apiextensions.ExternalDocumentation': 'description=1:s url=2:s',
  'apiextensions.JSONSchemaProps':
    'id=1:s $schema=2:s $ref=3:?s description=4:s type=5:s format=6:s title=7:s default=8:?A maximum=9:?d exclusiveMaximum=10:b minimum=11:?d exclusiveMinimum=12:b maxLength=13:?i minLength=14:?i pattern=15:s maxItems=16:?i minItems=17:?i uniqueItems=18:b multipleOf=19:?d enum=20:*A maxProperties=21:?i minProperties=22:?i required=23:*s items=24:?A allOf=25:*JSONSchemaProps oneOf=26:*JSONSchemaProps anyOf=27:*JSONSchemaProps not=28:?JSONSchemaProps properties=29:%JSONSchemaProps additionalProperties=30:?A patternProperties=31:%JSONSchemaProps dependencies=32:%A additionalItems=33:?A definitions=34:%JSONSchemaProps externalDocs=35:?ExternalDocumentation example=36:?A nullable=37:b x-kubernetes-preserve-unknown-fields=38:?b x-kubernetes-embedded-resource=39:b x-kubernetes-int-or-string=40:b x-kubernetes-list-map-keys=41:*s x-kubernetes-list-type=42:?s x-kubernetes-map-type=43:?s x-kubernetes-validations=44:*ValidationRule',
  'apiextensions.SelectableField': 'jsonPath=1:s',
  'apiextensions.ServiceReference': 'namespace=1:s name=2:s path=3:?s port=4:?i',
  'apiextensions.ValidationRule':
    'rule=1:s message=2:s messageExpression=3:s reason=4:?s fieldPath=5:s optionalOldSelf=6:?b',
  'apiextensions.WebhookClientConfig': 'url=3:?s service=1:?ServiceReference caBundle=2:y',
  'apiextensions.WebhookConversion': 'clientConfig=2:?WebhookClientConfig conversionReviewVersions=3:*s',
  'apiregistration.APIService': 'metadata=1:meta.ObjectMeta spec=2:APIServiceSpec status=3:APIServiceStatus',
  'apiregistration.APIServiceCondition': 'type=1:s status=2:s lastTransitionTime=3:T reason=4:s message=5:s',
  'apiregistration.APIServiceSpec':
    'service=1:?ServiceReference group=2:s version=3:s insecureSkipTLSVerify=4:b caBundle=5:y groupPriorityMinimum=7:i versionPriority=8:i',
  'apiregistration.APIServiceStatus': 'conditions=1:*APIServiceCondition',
  'apiregistration.ServiceReference': 'namespace=1:s name=2:s port=3:?i',
}
