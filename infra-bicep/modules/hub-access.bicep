// What the service may do on a linked hub: identities and twins, nothing else. Deployed into the hub's own resource group.
@description('Name of the IoT hub, without its domain.')
param hubName string

@description('The app\'s identity.')
param principalId string

var roles = loadJsonContent('../roles.json')

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' existing = {
  name: hubName
}

resource registry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub
  name: guid(hub.id, principalId, roles.iotHubRegistryContributor.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.iotHubRegistryContributor.id)
  }
}

resource twins 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub
  name: guid(hub.id, principalId, roles.iotHubTwinContributor.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.iotHubTwinContributor.id)
  }
}
