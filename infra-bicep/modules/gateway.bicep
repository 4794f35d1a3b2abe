// The gateway: a scale set of Linux machines behind a Standard load balancer, which leaves the devices' addresses as they are.
@description('Name of the scale set; its parts are named after it.')
param name string

param location string
param tags object

@description('Resource id of the machines\' own identity.')
param identityId string

param identityClientId string
param identityPrincipalId string

@description('First part of the load balancer\'s name in DNS.')
param label string

@description('Ports that devices and services call.')
param ports array

@description('Port that health is told on, to the load balancer only.')
param healthPort int

@description('Resource id of the network security group.')
param rulesId string

@description('Subnet of the machines; empty: a network of their own.')
param subnetId string

@description('Address space of that network.')
param addressPrefix string

@description('Size of a machine.')
param size string

@description('Machines that are always there.')
param minimum int

@description('How many there may be.')
param maximum int

param zoneRedundant bool

@description('Public SSH key of the administrator; no rule lets SSH in.')
param adminSsh string

@description('Storage account and container of the package, and its name.')
param packageAccount string
param packageContainer string
param packageName string

@description('URL of that account\'s blobs, with a slash at its end.')
param packageEndpoint string

@description('URL of the vault\'s secret with the edge keys.')
param edgeUrl string

@description('URL of the certificate\'s secret.')
param certificateUrl string

@description('URL of the app.')
param upstream string

@description('Further options of the gateway\'s command line.')
param options string

var roles = loadJsonContent('../roles.json')
var frontName = 'public'
var poolName = 'machines'
var probeName = 'ready'
// Of the 64,000 of one address, ten machines get so many each.
var outboundPorts = 6400
var commandLine = join([
  '--address 0.0.0.0 --https-port 443 --mqtt-port 8883 --amqp-port 5671'
  '--health-address 0.0.0.0 --health-port ${healthPort}'
  '--certificate /run/muster/server.pem'
  '--upstream ${upstream}'
  '--drain-notice-seconds 15 --drain-seconds 35'
  options
], ' ')
var given = join([
  '#!/bin/bash'
  'IDENTITY="${identityClientId}"'
  'PACKAGE_URL="${packageEndpoint}${packageContainer}/${packageName}"'
  'EDGE_KEYS_URL="${edgeUrl}"'
  'CERTIFICATE_URL="${certificateUrl}"'
  'VAULT_RESOURCE="https:/${replace(environment().suffixes.keyvaultDns, '.vault', '/vault')}"'
  'STORAGE_RESOURCE="https://storage.azure.com/"'
  'OPTIONS="${commandLine}"'
], '\n')
var installer = loadTextContent('../gateway/install')

resource package 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${packageAccount}/default/${packageContainer}'
}

resource readPackage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: package
  name: guid(package.id, identityPrincipalId, roles.storageBlobDataReader.id)
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader.id)
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = if (empty(subnetId)) {
  name: '${name}-net'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    subnets: [
      {
        name: 'gateway'
        properties: {
          addressPrefix: addressPrefix
          networkSecurityGroup: {
            id: rulesId
          }
        }
      }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2023-11-01' = {
  name: '${name}-ip'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Regional'
  }
  zones: zoneRedundant ? ['1', '2', '3'] : null
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
    dnsSettings: {
      domainNameLabel: label
    }
  }
}

resource balancer 'Microsoft.Network/loadBalancers@2023-11-01' = {
  name: '${name}-lb'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Regional'
  }
  properties: {
    frontendIPConfigurations: [
      {
        name: frontName
        properties: {
          publicIPAddress: {
            id: address.id
          }
        }
      }
    ]
    backendAddressPools: [
      {
        name: poolName
      }
    ]
    probes: [
      {
        name: probeName
        properties: {
          protocol: 'Http'
          port: healthPort
          requestPath: '/health/ready'
          intervalInSeconds: 5
          probeThreshold: 2
        }
      }
    ]
    loadBalancingRules: [for port in ports: {
      name: 'port-${port}'
      properties: {
        frontendIPConfiguration: {
          id: resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', '${name}-lb', frontName)
        }
        backendAddressPool: {
          id: resourceId('Microsoft.Network/loadBalancers/backendAddressPools', '${name}-lb', poolName)
        }
        probe: {
          id: resourceId('Microsoft.Network/loadBalancers/probes', '${name}-lb', probeName)
        }
        protocol: 'Tcp'
        frontendPort: int(port)
        backendPort: int(port)
        // Longer than the pauses that MQTT and AMQP allow a device; a reset tells it when it was too long.
        idleTimeoutInMinutes: 30
        enableTcpReset: true
        enableFloatingIP: false
        disableOutboundSnat: true
      }
    }]
    outboundRules: [
      {
        name: 'outward'
        properties: {
          frontendIPConfigurations: [
            {
              id: resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', '${name}-lb', frontName)
            }
          ]
          backendAddressPool: {
            id: resourceId('Microsoft.Network/loadBalancers/backendAddressPools', '${name}-lb', poolName)
          }
          protocol: 'Tcp'
          allocatedOutboundPorts: outboundPorts
          enableTcpReset: true
          idleTimeoutInMinutes: 4
        }
      }
    ]
  }
}

resource machines 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: name
  location: location
  tags: tags
  zones: zoneRedundant ? ['1', '2', '3'] : null
  sku: {
    name: size
    tier: 'Standard'
    capacity: minimum
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    orchestrationMode: 'Uniform'
    overprovision: false
    // No automatic repair: when the app is down no machine is ready, and replacing them all would help nobody.
    upgradePolicy: {
      mode: 'Rolling'
      rollingUpgradePolicy: {
        maxBatchInstancePercent: 20
        maxUnhealthyInstancePercent: 50
        maxUnhealthyUpgradedInstancePercent: 20
        pauseTimeBetweenBatches: 'PT2M'
      }
      automaticOSUpgradePolicy: {
        enableAutomaticOSUpgrade: true
      }
    }
    virtualMachineProfile: {
      securityProfile: {
        securityType: 'TrustedLaunch'
        uefiSettings: {
          secureBootEnabled: true
          vTpmEnabled: true
        }
      }
      osProfile: {
        computerNamePrefix: 'mustergw'
        adminUsername: 'musteradmin'
        linuxConfiguration: {
          disablePasswordAuthentication: true
          provisionVMAgent: true
          ssh: {
            publicKeys: [
              {
                path: '/home/musteradmin/.ssh/authorized_keys'
                keyData: adminSsh
              }
            ]
          }
        }
      }
      storageProfile: {
        imageReference: {
          publisher: 'Canonical'
          offer: 'ubuntu-24_04-lts'
          sku: 'server'
          version: 'latest'
        }
        osDisk: {
          createOption: 'FromImage'
          caching: 'ReadWrite'
          managedDisk: {
            storageAccountType: 'StandardSSD_LRS'
          }
        }
      }
      networkProfile: {
        healthProbe: {
          id: resourceId('Microsoft.Network/loadBalancers/probes', balancer.name, probeName)
        }
        networkInterfaceConfigurations: [
          {
            name: 'front'
            properties: {
              primary: true
              networkSecurityGroup: {
                id: rulesId
              }
              ipConfigurations: [
                {
                  name: 'front'
                  properties: {
                    primary: true
                    subnet: {
                      id: empty(subnetId) ? resourceId('Microsoft.Network/virtualNetworks/subnets', '${name}-net', 'gateway') : subnetId
                    }
                    loadBalancerBackendAddressPools: [
                      {
                        id: resourceId('Microsoft.Network/loadBalancers/backendAddressPools', balancer.name, poolName)
                      }
                    ]
                  }
                }
              ]
            }
          }
        ]
      }
      extensionProfile: {
        extensions: [
          {
            name: 'install'
            properties: {
              publisher: 'Microsoft.Azure.Extensions'
              type: 'CustomScript'
              typeHandlerVersion: '2.1'
              autoUpgradeMinorVersion: true
              settings: {
                script: base64('${given}\n${installer}')
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    network
    readPackage
  ]
}

resource scaling 'Microsoft.Insights/autoscalesettings@2022-10-01' = {
  name: '${name}-scaling'
  location: location
  tags: tags
  properties: {
    enabled: true
    targetResourceUri: machines.id
    profiles: [
      {
        name: 'processor'
        capacity: {
          minimum: string(minimum)
          maximum: string(maximum)
          default: string(minimum)
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'Percentage CPU'
              metricResourceUri: machines.id
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT5M'
              timeAggregation: 'Average'
              operator: 'GreaterThan'
              threshold: 60
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT5M'
            }
          }
          {
            metricTrigger: {
              metricName: 'Percentage CPU'
              metricResourceUri: machines.id
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT30M'
              timeAggregation: 'Average'
              operator: 'LessThan'
              threshold: 20
            }
            scaleAction: {
              direction: 'Decrease'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT30M'
            }
          }
        ]
      }
    ]
  }
}

output address string = address.properties.ipAddress
output balancerId string = balancer.id
