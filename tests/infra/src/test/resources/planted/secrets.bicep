param password string

@secure()
param key string = 'correct horse'

var hidden = '${key}!'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'account'
  tags: {
    note: hidden
  }
}

module box 'box.bicep' = {
  name: 'box'
  params: {
    name: hidden
    size: 1
  }
}

output leak string = hidden
output keys object = account.listKeys()
output given string = password
