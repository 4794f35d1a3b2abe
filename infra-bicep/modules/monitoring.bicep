// Alert rules and the workbook. The queries are files of their own in kql/.
param prefix string
param location string
param tags object
param workspaceId string
param insightsId string

@description('The Service Bus namespace.')
param namespaceId string
param queueName string

@description('Resource id of the gateway\'s load balancer; empty: there is none here.')
param balancerId string

@description('Whom alerts go to; empty: the rules fire and nobody is told.')
param alertEmail string

@description('Further action groups, by resource id.')
param actionGroupIds array

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: '${prefix}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'muster'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

var told = empty(alertEmail) ? actionGroupIds : concat(actionGroupIds, [people.id])

// Each query gives a row when, and only when, somebody should look; docs/deploy.md says what each means.
var rules = [
  {
    name: 'error-ratio'
    text: 'More than 5 % of the requests of 15 minutes failed for reasons of ours'
    severity: 1
    frequency: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../kql/error-ratio.kql')
  }
  {
    name: 'slo-burn-fast'
    text: 'An hour spent 2 % of the month\'s error budget'
    severity: 1
    frequency: 'PT5M'
    window: 'PT1H'
    query: loadTextContent('../kql/slo-burn-fast.kql')
  }
  {
    name: 'slo-burn-slow'
    text: 'Two days spent 10 % of the month\'s error budget'
    severity: 3
    frequency: 'PT6H'
    window: 'P2D'
    query: loadTextContent('../kql/slo-burn-slow.kql')
  }
  {
    name: 'throttled'
    text: 'More than 5 % of the requests of 15 minutes were answered 429'
    severity: 2
    frequency: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../kql/throttled.kql')
  }
  {
    name: 'webhook-breaker'
    text: 'A custom allocation webhook is left alone because it does not answer'
    severity: 2
    frequency: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../kql/webhook-breaker.kql')
  }
  {
    name: 'certificates-near-expiry'
    text: 'A CA certificate expires within 30 days'
    severity: 2
    frequency: 'PT6H'
    window: 'P1D'
    query: loadTextContent('../kql/certificates-near-expiry.kql')
  }
  {
    name: 'hub-near-throttle'
    text: 'A hub refuses writes as too many'
    severity: 3
    frequency: 'PT15M'
    window: 'PT30M'
    query: loadTextContent('../kql/hub-near-throttle.kql')
  }
  {
    name: 'backup-late'
    text: 'No backup was taken in three hours'
    severity: 2
    frequency: 'PT1H'
    window: 'PT3H'
    query: loadTextContent('../kql/backup-late.kql')
  }
]

resource queryRules 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in rules: {
  name: '${prefix}-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Muster: ${rule.name}'
    description: rule.text
    enabled: true
    severity: rule.severity
    scopes: [
      workspaceId
    ]
    evaluationFrequency: rule.frequency
    windowSize: rule.window
    autoMitigate: true
    // The tables come into being with the first record.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: told
    }
  }
}]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'The queue has dead letters: GET /muster/dead-letters tells why'
    enabled: true
    severity: 2
    scopes: [
      namespaceId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-letters'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                queueName
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: [for id in told: {
      actionGroupId: id
    }]
  }
}

// When no gateway is ready devices reach nothing that could count their errors.
resource gatewayReady 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(balancerId)) {
  name: '${prefix}-gateway-not-ready'
  location: 'global'
  tags: tags
  properties: {
    description: 'Half of the gateways or more are not ready: GET /health/ready on a machine tells why'
    enabled: true
    severity: 1
    scopes: [
      balancerId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'ready'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Network/loadBalancers'
          metricName: 'DipAvailability'
          operator: 'LessThanOrEqual'
          threshold: 50
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [for id in told: {
      actionGroupId: id
    }]
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Muster'
    category: 'workbook'
    sourceId: insightsId
    serializedData: loadTextContent('../workbook.json')
  }
}
