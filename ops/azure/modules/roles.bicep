// SPDX-License-Identifier: Apache-2.0
// Who may do what: every role assignment there is. SECURITY.md shows it as a table.
param hub string
param vault string
param registry string
param storage string
param grafana string
param monitoring string

@description('Principal ids: who pulls images, the gateway, the metrics agents, the lake (Databricks\' access connector), Grafana.')
param pull string
param gateway string
param agent string
param lake string
param grafanaPrincipal string

@description('Object id of the people\'s group, or of one person.')
param people string

// Built-in roles, by the ids they have in every tenant.
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'
var eventHubsDataReceiver = 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
var eventHubsDataSender = '2b629674-e913-4c01-ae53-ef4638d8f975'
var grafanaAdmin = '22926164-76b3-42b3-bc55-97df8dab3e41'
var keyVaultSecretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var monitoringDataReader = 'b0d8363b-8ddd-447d-831f-62ca05bff136'
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource images 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = {
  name: registry
}

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: hub

  resource quotes 'eventhubs' existing = {
    name: 'quotes'
  }

  resource deadLetters 'eventhubs' existing = {
    name: 'quotes-dead-letters'
  }

  resource control 'eventhubs' existing = {
    name: 'quotelake-control'
  }
}

resource keys 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vault
}

resource tables 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storage
}

resource collection 'Microsoft.Insights/dataCollectionRules@2023-03-11' existing = {
  name: monitoring
}

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' existing = {
  name: monitoring
}

resource dashboards 'Microsoft.Dashboard/grafana@2024-10-01' existing = {
  name: grafana
}

resource pullsImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: images
  name: guid(images.id, pull, acrPull)
  properties: {
    principalId: pull
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

resource sendsQuotes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace::quotes
  name: guid(namespace::quotes.id, gateway, eventHubsDataSender)
  properties: {
    principalId: gateway
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataSender)
  }
}

resource sendsDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace::deadLetters
  name: guid(namespace::deadLetters.id, gateway, eventHubsDataSender)
  properties: {
    principalId: gateway
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataSender)
  }
}

// A shared watchlist joins a consumer group on the control hub. It reads no quotes.
resource sharesWatchlist 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace::control
  name: guid(namespace::control.id, gateway, eventHubsDataReceiver)
  properties: {
    principalId: gateway
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataReceiver)
  }
}

resource readsKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keys
  name: guid(keys.id, gateway, keyVaultSecretsUser)
  properties: {
    principalId: gateway
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

resource writesMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: collection
  name: guid(collection.id, agent, monitoringMetricsPublisher)
  properties: {
    principalId: agent
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}

resource readsQuotes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: namespace::quotes
  name: guid(namespace::quotes.id, lake, eventHubsDataReceiver)
  properties: {
    principalId: lake
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataReceiver)
  }
}

resource writesTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: tables
  name: guid(tables.id, lake, storageBlobDataContributor)
  properties: {
    principalId: lake
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

resource readsMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: metrics
  name: guid(metrics.id, grafanaPrincipal, monitoringDataReader)
  properties: {
    principalId: grafanaPrincipal
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringDataReader)
  }
}

resource seeDashboards 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dashboards
  name: guid(dashboards.id, people, grafanaAdmin)
  properties: {
    principalId: people
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grafanaAdmin)
  }
}

resource putKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keys
  name: guid(keys.id, people, keyVaultSecretsOfficer)
  properties: {
    principalId: people
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsOfficer)
  }
}
