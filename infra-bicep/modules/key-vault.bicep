// The key that wraps the service's data keys, and the settings that are secrets.
@description('3 to 24 letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param name string

param location string
param tags object

@description('Premium keeps the wrapping key in an HSM.')
@allowed([
  'standard'
  'premium'
])
param sku string

@description('Name of the wrapping key.')
param keyName string

@description('The app\'s identity.')
param principalId string

@description('False: only private endpoints reach the vault.')
param publicNetwork bool

param workspaceId string

@description('The setting MUSTER_POLICIES; empty: what the vault has stays.')
@secure()
param policies string

@description('The setting MUSTER_EDGE_KEYS; empty: what the vault has stays.')
@secure()
param edgeKeys string

@description('The setting MUSTER_WEBHOOK_KEYS; empty: what the vault has stays.')
@secure()
param webhookKeys string

var roles = loadJsonContent('../roles.json')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: sku
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: publicNetwork ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: publicNetwork ? 'Allow' : 'Deny'
    }
  }
}

// The versions before stay enabled: what they wrapped must open until it is sealed anew.
resource wrappingKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: keyName
  properties: {
    kty: sku == 'premium' ? 'RSA-HSM' : 'RSA'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    attributes: {
      enabled: true
      exportable: false
    }
    rotationPolicy: {
      lifetimeActions: [
        {
          trigger: {
            timeAfterCreate: 'P1Y'
          }
          action: {
            type: 'rotate'
          }
        }
      ]
    }
  }
}

resource policiesSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(policies)) {
  parent: vault
  name: 'muster-policies'
  properties: {
    value: policies
    contentType: 'application/json'
    attributes: {
      enabled: true
    }
  }
}

resource edgeKeysSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(edgeKeys)) {
  parent: vault
  name: 'muster-edge-keys'
  properties: {
    value: edgeKeys
    contentType: 'text/plain'
    attributes: {
      enabled: true
    }
  }
}

resource webhookKeysSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(webhookKeys)) {
  parent: vault
  name: 'muster-webhook-keys'
  properties: {
    value: webhookKeys
    contentType: 'text/plain'
    attributes: {
      enabled: true
    }
  }
}

resource wrap 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: wrappingKey
  name: guid(wrappingKey.id, principalId, roles.keyVaultCryptoServiceEncryptionUser.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCryptoServiceEncryptionUser.id)
  }
}

// The vault holds this app's secrets only.
resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, roles.keyVaultSecretsUser.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser.id)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

output id string = vault.id
output uri string = vault.properties.vaultUri
// Without a version: a rotated key takes effect by itself.
output keyUri string = wrappingKey.properties.keyUri
