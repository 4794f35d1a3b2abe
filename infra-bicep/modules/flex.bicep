// The Function App on Flex Consumption: pays per use, takes no client certificates (X.509 needs the gateway before it).
param planName string
param name string
param location string
param tags object

@description('Resource id of the app\'s identity.')
param identityId string

@description('Container of the host\'s storage account that the deployed package lies in.')
param packageContainerUrl string

@description('Memory of an instance in MB: 512, 2048 or 4096.')
param instanceMemoryMb int

@description('How many instances there may be, 40 to 1000.')
param maximumInstanceCount int

@description('Instances that serve HTTP and are never switched off; 0: the first request after a pause waits for a start.')
param alwaysReady int

param zoneRedundant bool

@description('Subnet that the app goes out by; empty: none.')
param subnetId string

@description('Blocks of addresses that may call the app; empty: all.')
param callerAddresses array

@description('The app\'s settings.')
param settings object

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

var callerRules = [for (block, i) in callerAddresses: {
  name: 'caller-${i}'
  action: 'Allow'
  priority: 100 + i
  ipAddress: block
}]

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // By this tag azd knows which app to deploy the service "muster" of azure.yaml to.
  tags: union(tags, { 'azd-service-name': 'muster' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'java'
        version: '17'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMb
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady == 0 ? [] : [
          {
            name: 'http'
            instanceCount: alwaysReady
          }
        ]
      }
    }
    // Nothing of FTP, routes, versions or scaling: this plan settles that itself, and refuses some of it (error 51021).
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: empty(callerAddresses) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: callerRules
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: settings
}

resource noFtpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output id string = app.id
output hostName string = app.properties.defaultHostName
