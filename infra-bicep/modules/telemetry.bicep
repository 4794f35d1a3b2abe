// Where logs, metrics and traces go.
param workspaceName string
param insightsName string
param location string
param tags object

@description('How long logs are kept.')
param retentionDays int

@description('At most this much a day, in GB; what comes after it is lost until the next day. -1: no limit.')
param dailyCapGb int

@description('True: whoever knows the connection string may send telemetry. False: only the app\'s identity may.')
param localAuth bool

@description('The app\'s identity.')
param principalId string

var roles = loadJsonContent('../roles.json')

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyCapGb
    }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: !localAuth
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, roles.monitoringMetricsPublisher.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher.id)
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
// An address and an instrumentation key; with localAuth off the key opens nothing.
output connectionString string = insights.properties.ConnectionString
