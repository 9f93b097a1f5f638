// Who the gateway is, and all it may do: send to the hub, read its control hub, write metrics, pull its image, read the providers' keys.
param name string
param location string
param hubNamespace string
param collectionRule string
param registry string
param keyVault string

// Built-in roles, by the ids they have in every tenant.
var eventHubsDataSender = '2b629674-e913-4c01-ae53-ef4638d8f975'
var eventHubsDataReceiver = 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource hub 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: hubNamespace

  resource control 'eventhubs' existing = {
    name: 'quotelake-control'
  }
}

resource rule 'Microsoft.Insights/dataCollectionRules@2022-06-01' existing = {
  name: collectionRule
}

resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registry
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVault
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-gateway'
  location: location
}

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub
  name: guid(hub.id, name, eventHubsDataSender)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataSender)
  }
}

// A shared watchlist joins a consumer group on the control hub. It reads no quotes.
resource shares 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub::control
  name: guid(hub::control.id, name, eventHubsDataReceiver)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataReceiver)
  }
}

resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rule
  name: guid(rule.id, name, monitoringMetricsPublisher)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: images
  name: guid(images.id, name, acrPull)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

resource readsKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, name, keyVaultSecretsUser)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

output id string = identity.id
output clientId string = identity.properties.clientId
