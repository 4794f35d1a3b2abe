// The queue that carries assignments on when a hub does not answer in time, and orders to disable or delete identities.
param name string
param location string
param tags object

@description('Basic does all that the service needs, with 100 connections at most; Premium has private endpoints.')
@allowed([
  'Basic'
  'Standard'
  'Premium'
])
param tier string

@description('Name of the queue.')
param queueName string

@description('The app\'s identity.')
param principalId string

@description('False: only private endpoints reach the namespace; Premium only.')
param publicNetwork bool

param workspaceId string

var roles = loadJsonContent('../roles.json')

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: tier
    tier: tier
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicNetwork ? 'Enabled' : 'Disabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: queueName
  properties: {
    // As often as the app counts (WorkFunctions.DELIVERIES): it marks an operation as failed at the last delivery.
    maxDeliveryCount: 10
    // Longer than one assignment takes; the host renews the lock for as long as a function runs.
    lockDuration: 'PT1M'
    // An order is given up after a day by the app itself; 14 days is the most that Basic allows.
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    maxSizeInMegabytes: 1024
  }
}

resource receive 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: queue
  name: guid(queue.id, principalId, roles.serviceBusDataReceiver.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver.id)
  }
}

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: queue
  name: guid(queue.id, principalId, roles.serviceBusDataSender.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender.id)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'operations'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
  }
}

output id string = namespace.id
// The endpoint is https://name.domain:443/.
output hostName string = split(split(namespace.properties.serviceBusEndpoint, '/')[2], ':')[0]
output queueName string = queue.name
