// The Function App on Elastic Premium: the platform's front end asks devices for their certificates.
param planName string
param name string
param location string
param tags object

@description('Resource id of the app\'s identity.')
param identityId string

@description('URL of the package\'s blob, which infra-bicep/deploy writes.')
param packageUrl string

@description('The front end asks callers for a certificate; not with a gateway before it, which does so itself.')
param clientCertificates bool

@description('EP1, EP2 or EP3.')
param skuName string

@description('Instances that are always there; at least 3 when zone redundant.')
param minimumInstanceCount int

@description('How many instances there may be, up to 100.')
param maximumInstanceCount int

param zoneRedundant bool

@description('Subnet that the app goes out by; empty: none.')
param subnetId string

@description('Blocks of addresses that may call the app; empty: all.')
param callerAddresses array

@description('The app\'s settings; what this plan needs beside them is added here.')
param settings object

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'elastic'
  sku: {
    name: skuName
    tier: 'ElasticPremium'
    capacity: zoneRedundant ? max(3, minimumInstanceCount) : minimumInstanceCount
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
    maximumElasticWorkerCount: maximumInstanceCount
  }
}

var callerRules = [for (block, i) in callerAddresses: {
  name: 'caller-${i}'
  action: 'Allow'
  priority: 100 + i
  ipAddress: block
}]

// From a blob, read with the app's identity: a content share would need the storage account's key.
var platformSettings = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'java'
  WEBSITE_RUN_FROM_PACKAGE: packageUrl
  WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identityId
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
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
    // Optional and no excluded paths: anything else makes the front end renegotiate, which ends TLS 1.3 and large bodies.
    clientCertEnabled: clientCertificates
    clientCertMode: 'Optional'
    siteConfig: {
      vnetRouteAllEnabled: !empty(subnetId)
      // The platform's scaling does not see into the network: there the app's host tells it how much waits.
      functionsRuntimeScaleMonitoringEnabled: !empty(subnetId)
      linuxFxVersion: 'Java|17'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      minimumElasticInstanceCount: minimumInstanceCount
      ipSecurityRestrictionsDefaultAction: empty(callerAddresses) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: callerRules
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(platformSettings, settings)
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
output planId string = plan.id
output hostName string = app.properties.defaultHostName
