param location string = resourceGroup().location
param name string = '${location}${suffix}'
param unused bool
var suffix = toLowr('X')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: lokation
}
