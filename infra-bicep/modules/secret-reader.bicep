// An identity may read one secret of a vault, and nothing else in it.
param vaultName string

@description('Name of the secret; that of a certificate is the certificate\'s.')
param entryName string

@description('Who may read it.')
param principalId string

var roles = loadJsonContent('../roles.json')

resource entry 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = {
  name: '${vaultName}/${entryName}'
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: entry
  name: guid(entry.id, principalId, roles.keyVaultSecretsUser.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser.id)
  }
}
