// A host name of one's own on Elastic Premium, with a certificate that lies in a key vault. The name's CNAME and its
// TXT record asuid.<name> must exist before.
param appName string
param planId string
param location string
param tags object

@description('The host name, such as dps.example.org.')
param hostName string

@description('Resource id of the vault that holds the certificate; the platform\'s own service principal must be able to read it.')
param certificateVaultId string

@description('Name of the certificate in that vault.')
param certificateName string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource certificate 'Microsoft.Web/certificates@2024-04-01' = {
  name: '${appName}-${certificateName}'
  location: location
  tags: tags
  properties: {
    serverFarmId: planId
    keyVaultId: certificateVaultId
    keyVaultSecretName: certificateName
  }
}

resource binding 'Microsoft.Web/sites/hostNameBindings@2024-04-01' = {
  parent: app
  name: hostName
  properties: {
    hostNameType: 'Verified'
    sslState: 'SniEnabled'
    thumbprint: certificate.properties.thumbprint
  }
}
