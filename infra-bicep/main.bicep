// Muster in one resource group: docs/deploy.md goes through it.
targetScope = 'resourceGroup'

@description('Name of this deployment, part of resource names; azd gives the name of its environment.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of everything.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = {}

// ---- What the service is

@description('The id scope that devices name: 4 to 32 letters and digits.')
param idScope string = '0ne${take(token, 8)}'

@description('Linked hubs of a fresh service, read at its first start: [{ name, location, resourceGroup?, subscriptionId?, allocationWeight? }]. The app\'s identity gets its roles on each of them at every deployment.')
param linkedHubs array = []

@description('Keys of the shared access policy provisioningserviceowner that a fresh service starts with: Base64 of 16 to 64 random bytes, made by infra-bicep/secrets. Empty: what the vault has stays.')
@secure()
param ownerPrimaryKey string = ''

@description('The second of them.')
@secure()
param ownerSecondaryKey string = ''

@description('A gateway stands before the app and says who calls, in a header signed with edgeKeys.')
param gateway bool = false

@description('The keys shared with the gateway, id:base64[,id:base64]. Empty: what the vault has stays.')
@secure()
param edgeKeys string = ''

@description('Questions to custom allocation webhooks are signed with webhookKeys.')
param signWebhooks bool = true

@description('The keys they are signed with, id:base64[,id:base64], made by infra-bicep/secrets. Empty: what the vault has stays.')
@secure()
param webhookKeys string = ''

@description('Whose tokens the service API takes, as the JSON of MUSTER_ENTRA; empty: shared access signatures only.')
param entra string = ''

@description('Host names beside the app\'s own that a service token may be made out for: the gateway\'s, the custom domain\'s.')
param serviceHosts array = []

@description('Further settings of the app, or other values for those below.')
param appSettings object = {}

// ---- A gateway on machines of its own

@description('Make the gateway here as well: a scale set behind a load balancer, docs/deploy.md. It then stands before the app.')
param gatewayMachines bool = false

@description('Host name that devices and services call it by, such as dps.example.org, whose CNAME is the output gatewayDnsName; empty: that one.')
param gatewayHostName string = ''

@description('First part of the load balancer\'s name in DNS.')
param gatewayLabel string = 'muster-${token}'

@description('Resource id of the vault with the gateway\'s certificate; empty: the service\'s own.')
param gatewayCertificateVaultId string = ''

@description('Name of that certificate.')
param gatewayCertificate string = ''

@description('Name of the gateway\'s package among the blobs: muster-gateway-<SHA-256>.zip. infra-bicep/deploy gives it.')
param gatewayPackage string = ''

@description('Public SSH key that Linux machines have to be made with; no rule lets SSH in.')
param gatewayAdminSsh string = ''

@description('Size of a machine.')
param gatewaySize string = 'Standard_B2ls_v2'

@description('Machines that are always there.')
@minValue(1)
@maxValue(10)
param gatewayMinimum int = 2

@description('How many there may be.')
@minValue(1)
@maxValue(10)
param gatewayMaximum int = 10

@description('Addresses of the machines\' network, or with privateNetwork their part of that.')
param gatewayAddresses string = privateNetwork ? '10.83.0.128/26' : '10.84.0.0/24'

@description('Further options of the gateway\'s command line.')
param gatewayOptions string = ''

// ---- Where it runs

@description('flex: Flex Consumption. premium: Elastic Premium, where the platform takes client certificates.')
@allowed([
  'flex'
  'premium'
])
param hosting string = 'flex'

@description('Memory of an instance on Flex Consumption, MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMb int = 2048

@description('Instances that are always there: 0 or more on Flex Consumption, 1 or more on Elastic Premium.')
@minValue(0)
param readyInstances int = hosting == 'premium' ? 1 : 0

@description('How many instances there may be: 40 to 1000 on Flex Consumption, 1 to 100 on Elastic Premium.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Size of an instance on Elastic Premium.')
@allowed([
  'EP1'
  'EP2'
  'EP3'
])
param premiumSku string = 'EP1'

@description('Spread over the region\'s availability zones.')
param zoneRedundant bool = false

@description('How the service\'s data is copied. LRS and ZRS keep it in the region; the others also write to the region\'s pair, which may lie in another country.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_RAGRS'
  'Standard_GZRS'
  'Standard_RAGZRS'
])
param dataRedundancy string = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'

@description('A network of its own: storage, vault and (on Premium) Service Bus are reached through private endpoints only.')
param privateNetwork bool = false

@description('Address space of that network.')
param networkAddresses string = '10.83.0.0/24'

@description('The app\'s part of it, /27 or larger.')
param appAddresses string = '10.83.0.0/26'

@description('The private endpoints\' part of it.')
param endpointAddresses string = '10.83.0.64/26'

@description('Basic serves 100 connections, Standard 1000 and more; only Premium has private endpoints.')
@allowed([
  'Basic'
  'Standard'
  'Premium'
])
param serviceBusTier string = privateNetwork ? 'Premium' : 'Basic'

@description('standard, or premium for a wrapping key in an HSM.')
@allowed([
  'standard'
  'premium'
])
param vaultSku string = 'standard'

@description('Blocks of addresses that may call the app, such as the gateway\'s; empty: all.')
param callerAddresses array = []

@description('A host name of one\'s own on Elastic Premium; empty: none.')
param customDomain string = ''

@description('Resource id of the vault with its certificate.')
param customDomainVaultId string = ''

@description('Name of its certificate in that vault.')
param customDomainCertificate string = ''

@description('Object id of whoever uploads the package on Elastic Premium; empty: nobody gets that role here.')
param deployerPrincipalId string = ''

// ---- Watching it

@description('Whom alerts are mailed to; empty: nobody.')
param alertEmail string = ''

@description('Resource ids of action groups that alerts also go to.')
param actionGroupIds array = []

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('At most this many GB of logs a day, -1 for no limit.')
param logDailyCapGb int = 5

@description('Let telemetry in without a token of the app\'s identity.')
param telemetryLocalAuth bool = false

// ---- Names

@description('Part of every name.')
@maxLength(13)
param token string = uniqueString(resourceGroup().id, environmentName)

param identityName string = 'id-muster-${token}'
param appName string = 'func-muster-${token}'
param planName string = 'plan-muster-${token}'
param dataAccountName string = 'stmdata${token}'
param hostAccountName string = 'stmhost${token}'
param serviceBusName string = 'sb-muster-${token}'
param vaultName string = 'kv-muster-${token}'
param workspaceName string = 'log-muster-${token}'
param insightsName string = 'appi-muster-${token}'
param networkName string = 'vnet-muster-${token}'
param gatewayName string = 'vmss-muster-${token}'
param gatewayIdentityName string = 'id-muster-gateway-${token}'

@description('Domain of the platform\'s apps; another one in sovereign clouds.')
param appDomain string = 'azurewebsites.net'

@description('Domain of public addresses\' names, after the region\'s; another one in sovereign clouds.')
param gatewayDomain string = 'cloudapp.azure.com'

@description('Domain of IoT hubs; another one in sovereign clouds.')
param hubDomain string = 'azure-devices.net'

var roles = loadJsonContent('roles.json')
var premium = hosting == 'premium'
var allTags = union(tags, { 'azd-env-name': environmentName })
var publicNetwork = !privateNetwork
// Only Premium can close its public side.
var busPrivate = privateNetwork && serviceBusTier == 'Premium'
var queueName = 'assignments'
var packageContainer = 'app-package'
var packageName = 'muster.zip'
var gatewayContainer = 'gateway-package'
var hostName = '${appName}.${appDomain}'
var gatewayDnsName = '${gatewayLabel}.${location}.${gatewayDomain}'
var gatewayCalled = empty(gatewayHostName) ? gatewayDnsName : gatewayHostName
// HTTPS and WebSockets, MQTT, AMQP.
var gatewayPorts = ['443', '8883', '5671']
var gatewayHealthPort = 8080
// Of a resource id: 2 is the subscription, 4 the group, 8 the name.
var certificateVault = split(empty(gatewayCertificateVaultId) ? resourceId('Microsoft.KeyVault/vaults', vaultName) : gatewayCertificateVaultId, '/')
var behindGateway = gateway || gatewayMachines
var serviceHostNames = union([hostName], empty(customDomain) ? [] : [customDomain], gatewayMachines ? [gatewayCalled] : [], serviceHosts)
// What may be believed: the platform's certificate header, the gateway's signed one, or neither.
var frontEnd = behindGateway ? 'gateway' : (premium ? 'platform' : 'none')
var rights = ['ServiceConfig', 'EnrollmentRead', 'EnrollmentWrite', 'DeviceConnect', 'RegistrationStatusRead', 'RegistrationStatusWrite']
var hubSeeds = [for hub in linkedHubs: {
  hostName: '${hub.name}.${hubDomain}'
  location: hub.location
  allocationWeight: contains(hub, 'allocationWeight') ? hub.allocationWeight : 1
}]

// ---- The app's settings: one line each, all that it reads but those for local mode. Empty means: as if not set.

var musterSettings = {
  AZURE_CLIENT_ID: identity.outputs.clientId
  MUSTER_ID_SCOPE: idScope
  MUSTER_SERVICE_HOSTS: join(serviceHostNames, ',')
  MUSTER_TABLES: dataStorage.outputs.tableEndpoint
  MUSTER_QUEUE: queueName
  MUSTER_KEY: vault.outputs.keyUri
  MUSTER_EDGE_KEYS: !behindGateway ? '' : '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/muster-edge-keys)'
  MUSTER_FRONT_END: frontEnd
  MUSTER_HUBS: string(hubSeeds)
  MUSTER_POLICIES: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/muster-policies)'
  MUSTER_ENTRA: entra
  MUSTER_ASSIGN_BUDGET_MS: '1500'
  MUSTER_MAX_GROUPS: '100'
  MUSTER_INDIVIDUAL_CHAINS: 'any'
  MUSTER_GROUP_DEVICES: 'thumbprint'
  MUSTER_DEPROVISION: 'none'
  MUSTER_MAX_CAS: '25'
  MUSTER_STALE_CRL: 'allow'
  MUSTER_MAX_BULK_ITEMS: '10'
  MUSTER_PRIVATE_ADDRESSES: ''
  MUSTER_WEBHOOK_KEYS: !signWebhooks ? '' : '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/muster-webhook-keys)'
  MUSTER_WEBHOOK_AUDIENCES: ''
  MUSTER_WEBHOOK_TRY_MS: '5000'
  MUSTER_WEBHOOK_TRIES: '2'
  MUSTER_WEBHOOK_MS: '10000'
  MUSTER_RATE_REGISTRATIONS: '1000'
  MUSTER_RATE_SERVICE_CALLS: '1000'
  MUSTER_RATE_POLLS: '5'
  MUSTER_RATE_PENALTY_S: '60'
  MUSTER_DATA_KEY_AGE: 'P90D'
  MUSTER_DATA_KEY_GRACE: 'P1D'
  MUSTER_WITHOUT_VAULT: 'P1D'
  MUSTER_BACKUPS: '${dataStorage.outputs.blobEndpoint}backups'
  MUSTER_BACKUP_DAYS: '30'
  MUSTER_DEVICE_RECORDS: '100'
  MUSTER_TRACES: '1'
}

// What the functions host and the telemetry read: identities instead of keys throughout.
var hostSettings = {
  AzureWebJobsStorage__accountName: hostStorage.outputs.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.outputs.clientId
  ServiceBusConnection__fullyQualifiedNamespace: serviceBus.outputs.hostName
  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__clientId: identity.outputs.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: telemetry.outputs.connectionString
  // Metrics, records and traces leave by the agent that the platform brings.
  APPLICATIONINSIGHTS_ENABLE_AGENT: 'true'
  JAVA_APPLICATIONINSIGHTS_ENABLE_TELEMETRY: 'true'
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.outputs.clientId}'
}

var settings = union(hostSettings, musterSettings, appSettings)

// ---- The parts

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: identityName
    location: location
    tags: allTags
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  params: {
    workspaceName: workspaceName
    insightsName: insightsName
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    localAuth: telemetryLocalAuth
    principalId: identity.outputs.principalId
  }
}

// Two accounts: the host needs to own all blobs of its account, and the service's data is none of its business.
module dataStorage 'modules/storage.bicep' = {
  name: 'data-storage'
  params: {
    name: dataAccountName
    location: location
    tags: allTags
    sku: dataRedundancy
    containers: [
      {
        name: 'backups'
        roleId: roles.storageBlobDataContributor.id
      }
    ]
    accountRoleIds: [
      roles.storageTableDataContributor.id
    ]
    principalId: identity.outputs.principalId
    publicNetwork: publicNetwork
    versioning: true
    workspaceId: telemetry.outputs.workspaceId
  }
}

module hostStorage 'modules/storage.bicep' = {
  name: 'host-storage'
  params: {
    name: hostAccountName
    location: location
    tags: allTags
    sku: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    containers: [
      {
        name: packageContainer
        roleId: ''
      }
      {
        name: gatewayContainer
        roleId: ''
      }
    ]
    accountRoleIds: [
      roles.storageBlobDataOwner.id
    ]
    principalId: identity.outputs.principalId
    publicNetwork: publicNetwork
    versioning: false
    workspaceId: telemetry.outputs.workspaceId
  }
}

module packageUpload 'modules/container-writer.bicep' = if (!empty(deployerPrincipalId)) {
  name: 'package-upload'
  params: {
    accountName: hostAccountName
    containerName: packageContainer
    principalId: deployerPrincipalId
  }
  dependsOn: [
    hostStorage
  ]
}

module gatewayUpload 'modules/container-writer.bicep' = if (gatewayMachines && !empty(deployerPrincipalId)) {
  name: 'gateway-upload'
  params: {
    accountName: hostAccountName
    containerName: gatewayContainer
    principalId: deployerPrincipalId
  }
  dependsOn: [
    hostStorage
  ]
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  params: {
    name: serviceBusName
    location: location
    tags: allTags
    tier: serviceBusTier
    queueName: queueName
    principalId: identity.outputs.principalId
    publicNetwork: !busPrivate
    workspaceId: telemetry.outputs.workspaceId
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: vaultName
    location: location
    tags: allTags
    sku: vaultSku
    keyName: 'muster'
    principalId: identity.outputs.principalId
    publicNetwork: publicNetwork
    workspaceId: telemetry.outputs.workspaceId
    policies: empty(ownerPrimaryKey) ? '' : string([{ keyName: 'provisioningserviceowner', primaryKey: ownerPrimaryKey, secondaryKey: ownerSecondaryKey, rights: rights }])
    edgeKeys: edgeKeys
    webhookKeys: webhookKeys
  }
}

module hubAccess 'modules/hub-access.bicep' = [for hub in linkedHubs: {
  name: take('muster-${token}-${hub.name}', 64)
  scope: resourceGroup(contains(hub, 'subscriptionId') ? hub.subscriptionId : subscription().subscriptionId, contains(hub, 'resourceGroup') ? hub.resourceGroup : resourceGroup().name)
  params: {
    hubName: hub.name
    principalId: identity.outputs.principalId
  }
}]

// ---- The gateway, when it is made here

module gatewayIdentity 'modules/identity.bicep' = if (gatewayMachines) {
  name: 'gateway-identity'
  params: {
    name: gatewayIdentityName
    location: location
    tags: allTags
  }
}

module gatewayRules 'modules/gateway-rules.bicep' = if (gatewayMachines) {
  name: 'gateway-rules'
  params: {
    name: '${gatewayName}-rules'
    location: location
    tags: allTags
    ports: gatewayPorts
    healthPort: gatewayHealthPort
  }
}

module gatewayEdgeKeys 'modules/secret-reader.bicep' = if (gatewayMachines) {
  name: 'gateway-edge-keys'
  params: {
    vaultName: vaultName
    entryName: 'muster-edge-keys'
    principalId: gatewayIdentity.outputs.principalId
  }
  dependsOn: [
    vault
  ]
}

module gatewayCertificateAccess 'modules/secret-reader.bicep' = if (gatewayMachines) {
  name: take('muster-${token}-certificate', 64)
  scope: resourceGroup(certificateVault[2], certificateVault[4])
  params: {
    vaultName: certificateVault[8]
    entryName: gatewayCertificate
    principalId: gatewayIdentity.outputs.principalId
  }
  dependsOn: [
    vault
  ]
}

module gatewayHost 'modules/gateway.bicep' = if (gatewayMachines) {
  name: 'gateway'
  params: {
    name: gatewayName
    location: location
    tags: allTags
    identityId: gatewayIdentity.outputs.id
    identityClientId: gatewayIdentity.outputs.clientId
    identityPrincipalId: gatewayIdentity.outputs.principalId
    label: gatewayLabel
    ports: gatewayPorts
    healthPort: gatewayHealthPort
    rulesId: gatewayRules.outputs.id
    subnetId: privateNetwork ? network.outputs.gatewaySubnetId : ''
    addressPrefix: gatewayAddresses
    size: gatewaySize
    minimum: gatewayMinimum
    maximum: gatewayMaximum
    zoneRedundant: zoneRedundant
    adminSsh: gatewayAdminSsh
    packageAccount: hostAccountName
    packageContainer: gatewayContainer
    packageName: gatewayPackage
    packageEndpoint: hostStorage.outputs.blobEndpoint
    edgeUrl: '${vault.outputs.uri}secrets/muster-edge-keys'
    certificateUrl: 'https://${certificateVault[8]}${environment().suffixes.keyvaultDns}/secrets/${gatewayCertificate}'
    upstream: 'https://${hostName}'
    options: gatewayOptions
  }
  dependsOn: [
    gatewayEdgeKeys
    gatewayCertificateAccess
    hostBlobEndpoint
    vaultEndpoint
  ]
}

// From then on nobody else calls the app.
var gatewayBlocks = gatewayMachines ? ['${gatewayHost.outputs.address}/32'] : []

// ---- The network, when it is a private one

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink${replace(environment().suffixes.keyvaultDns, 'vault', 'vaultcore')}'
  namespace: 'privatelink.servicebus.windows.net'
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    name: networkName
    location: location
    tags: allTags
    addressPrefix: networkAddresses
    appPrefix: appAddresses
    endpointPrefix: endpointAddresses
    gatewayPrefix: gatewayMachines ? gatewayAddresses : ''
    gatewayRulesId: gatewayMachines ? gatewayRules.outputs.id : ''
    delegation: premium ? 'Microsoft.Web/serverFarms' : 'Microsoft.App/environments'
    zoneNames: busPrivate ? [zones.blob, zones.table, zones.vault, zones.namespace] : [zones.blob, zones.table, zones.vault]
  }
}

module dataTableEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'data-table-endpoint'
  params: {
    name: 'pe-${dataAccountName}-table'
    location: location
    tags: allTags
    subnetId: network.outputs.endpointSubnetId
    targetId: dataStorage.outputs.id
    groupId: 'table'
    zoneName: zones.table
  }
}

module dataBlobEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'data-blob-endpoint'
  params: {
    name: 'pe-${dataAccountName}-blob'
    location: location
    tags: allTags
    subnetId: network.outputs.endpointSubnetId
    targetId: dataStorage.outputs.id
    groupId: 'blob'
    zoneName: zones.blob
  }
}

module hostBlobEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'host-blob-endpoint'
  params: {
    name: 'pe-${hostAccountName}-blob'
    location: location
    tags: allTags
    subnetId: network.outputs.endpointSubnetId
    targetId: hostStorage.outputs.id
    groupId: 'blob'
    zoneName: zones.blob
  }
}

module vaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'vault-endpoint'
  params: {
    name: 'pe-${vaultName}'
    location: location
    tags: allTags
    subnetId: network.outputs.endpointSubnetId
    targetId: vault.outputs.id
    groupId: 'vault'
    zoneName: zones.vault
  }
}

module busEndpoint 'modules/private-endpoint.bicep' = if (busPrivate) {
  name: 'bus-endpoint'
  params: {
    name: 'pe-${serviceBusName}'
    location: location
    tags: allTags
    subnetId: network.outputs.endpointSubnetId
    targetId: serviceBus.outputs.id
    groupId: 'namespace'
    zoneName: zones.namespace
  }
}

// ---- The app, last: what it starts with has to be there

module flexApp 'modules/flex.bicep' = if (!premium) {
  name: 'flex-app'
  params: {
    planName: planName
    name: appName
    location: location
    tags: allTags
    identityId: identity.outputs.id
    packageContainerUrl: '${hostStorage.outputs.blobEndpoint}${packageContainer}'
    instanceMemoryMb: instanceMemoryMb
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: readyInstances
    zoneRedundant: zoneRedundant
    subnetId: privateNetwork ? network.outputs.appSubnetId : ''
    callerAddresses: union(callerAddresses, gatewayBlocks)
    settings: settings
  }
  dependsOn: [
    dataTableEndpoint
    dataBlobEndpoint
    hostBlobEndpoint
    vaultEndpoint
    busEndpoint
  ]
}

module premiumApp 'modules/premium.bicep' = if (premium) {
  name: 'premium-app'
  params: {
    planName: planName
    name: appName
    location: location
    tags: allTags
    identityId: identity.outputs.id
    clientCertificates: !behindGateway
    packageUrl: '${hostStorage.outputs.blobEndpoint}${packageContainer}/${packageName}'
    skuName: premiumSku
    minimumInstanceCount: readyInstances
    maximumInstanceCount: maximumInstanceCount
    zoneRedundant: zoneRedundant
    subnetId: privateNetwork ? network.outputs.appSubnetId : ''
    callerAddresses: union(callerAddresses, gatewayBlocks)
    settings: settings
  }
  dependsOn: [
    dataTableEndpoint
    dataBlobEndpoint
    hostBlobEndpoint
    vaultEndpoint
    busEndpoint
  ]
}

module domain 'modules/custom-domain.bicep' = if (premium && !empty(customDomain)) {
  name: 'custom-domain'
  params: {
    appName: appName
    planId: premiumApp.outputs.planId
    location: location
    tags: allTags
    hostName: customDomain
    certificateVaultId: customDomainVaultId
    certificateName: customDomainCertificate
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    prefix: appName
    location: location
    tags: allTags
    workspaceId: telemetry.outputs.workspaceId
    insightsId: telemetry.outputs.insightsId
    namespaceId: serviceBus.outputs.id
    queueName: queueName
    balancerId: gatewayMachines ? gatewayHost.outputs.balancerId : ''
    alertEmail: alertEmail
    actionGroupIds: actionGroupIds
  }
}

var endpointName = gatewayMachines ? gatewayCalled : (empty(customDomain) ? hostName : customDomain)

// ---- What one needs to know afterwards: addresses and names, never a secret

@description('Where devices register: the provisioning host of the SDKs is this without https://.')
output deviceEndpoint string = 'https://${endpointName}'

@description('Where the service and management API is.')
output serviceEndpoint string = 'https://${endpointName}'

output idScope string = idScope
output functionAppName string = appName
output identityPrincipalId string = identity.outputs.principalId
output identityClientId string = identity.outputs.clientId
output vaultName string = vaultName
output packageAccount string = hostAccountName
output packageContainer string = packageContainer
output packageName string = packageName
output hosting string = hosting

@description('Where the gateway\'s package is uploaded; empty: there is no gateway here.')
output gatewayContainer string = gatewayMachines ? gatewayContainer : ''

@description('What the CNAME of gatewayHostName names.')
output gatewayDnsName string = gatewayMachines ? gatewayDnsName : ''
output dataAccount string = dataAccountName
