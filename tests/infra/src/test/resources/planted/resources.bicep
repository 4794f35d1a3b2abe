resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'app'
  properties: {
    httpOnly: true
  }
}

resource old 'Microsoft.Web/sites@2014-04-01' = {
  name: 'old'
}
