// Whoever uploads the package on Elastic Premium may write this one container.
param accountName string
param containerName string

@description('Object id of a user, a group or a service principal.')
param principalId string

var roles = loadJsonContent('../roles.json')

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${accountName}/default/${containerName}'
}

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: container
  name: guid(container.id, principalId, roles.storageBlobDataContributor.id)
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor.id)
  }
}
