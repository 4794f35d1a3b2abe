// A network of the service's own: one subnet the app goes out by, one for the private endpoints, and their DNS zones.
param name string
param location string
param tags object

@description('Address space.')
param addressPrefix string

@description('The app\'s part of it, /27 or larger.')
param appPrefix string

@description('The private endpoints\' part of it.')
param endpointPrefix string

@description('Whom the app\'s subnet is delegated to: Microsoft.App/environments on Flex Consumption, Microsoft.Web/serverFarms on Elastic Premium.')
param delegation string

@description('The gateway\'s part of it; empty: none.')
param gatewayPrefix string

@description('Resource id of the rules for that part.')
param gatewayRulesId string

@description('DNS zones of the private endpoints.')
param zoneNames array

resource appRules 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: '${name}-app'
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource endpointRules 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: '${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'from-this-network'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          // The app, and whoever uploads the package from here or from a peered network.
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: [
            '443'
            '5671'
          ]
        }
      }
      {
        name: 'nobody-else'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

var gatewaySubnets = empty(gatewayPrefix) ? [] : [
  {
    name: 'gateway'
    properties: {
      addressPrefix: gatewayPrefix
      networkSecurityGroup: {
        id: gatewayRulesId
      }
    }
  }
]

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    subnets: concat([
      {
        name: 'app'
        properties: {
          addressPrefix: appPrefix
          networkSecurityGroup: {
            id: appRules.id
          }
          delegations: [
            {
              name: 'app'
              properties: {
                serviceName: delegation
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointPrefix
          networkSecurityGroup: {
            id: endpointRules.id
          }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ], gatewaySubnets)
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = [for zoneName in zoneNames: {
  name: zoneName
  location: 'global'
  tags: tags
}]

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (zoneName, i) in zoneNames: {
  parent: zone[i]
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}]

output appSubnetId string = '${network.id}/subnets/app'
output endpointSubnetId string = '${network.id}/subnets/endpoints'
output gatewaySubnetId string = '${network.id}/subnets/gateway'
