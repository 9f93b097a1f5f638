// SPDX-License-Identifier: Apache-2.0
// All of quotelake that Azure runs, for one environment, in one resource group. Without gatewayVersion it makes the platform
// (network, registry, vault, hub, storage, Databricks, monitoring, identities, roles); with it, the apps too. Roles need minutes to
// work, so the platform comes first, then the images, then this template again with gatewayVersion. README.md has the commands.
targetScope = 'subscription'

@description('dev and prod share nothing. The beginning of every name, so short.')
@minLength(2)
@maxLength(8)
param environment string

@description('Where everything stands: near the provider of quotes.')
param location string

@description('Object id of the Entra group (or person) that sees the dashboards and puts the providers\' keys into the vault; empty: whoever deploys.')
param administrators string = ''

@description('Who gets the alerts and the budget\'s warnings.')
param notify string

@description('Money a month, in the subscription\'s currency, at which warnings begin.')
param budget int

@description('Whether hub, vault and storage answer inside the virtual network only.')
param privateAccess bool

@description('A /16 that overlaps no network this one shall be connected with.')
param addressSpace string = '10.60.0.0/16'

@description('Whether the apps are spread over availability zones. Cannot be changed later.')
param zoneRedundant bool

@description('Standard ends at 40 units and 32 partitions. Cannot be changed later.')
@allowed(['Standard', 'Premium'])
param hubTier string = 'Standard'

@description('Partitions of the hub. Cannot be lowered later.')
@minValue(1)
@maxValue(100)
param partitions int

@description('Units to begin with. Standard: each takes 1,000 events or 1 MB a second. Premium: 1, 2, 4, 8, 12 or 16.')
@minValue(1)
@maxValue(40)
param throughputUnits int

@description('Units auto-inflate may go up to (Standard). It never goes down by itself.')
@minValue(1)
@maxValue(40)
param maximumThroughputUnits int

@description('Days the hub keeps events: longer than the longest stop of the lake you expect.')
@minValue(1)
@maxValue(7)
param retentionDays int

@description('Days a deleted vault or secret can be brought back.')
@minValue(7)
@maxValue(90)
param vaultRetentionDays int

@description('Days logs are kept.')
param logRetentionDays int = 30

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string

@allowed(['Basic', 'Standard', 'Premium'])
param registrySku string

@description('Whether the alerts are on.')
param alerts bool

@description('Where the runbooks are, the beginning of every alert\'s runbook_url.')
param runbooks string = 'ops/prometheus/runbooks'

@description('Tag of the gateway\'s image in the registry; empty: no apps yet.')
param gatewayVersion string = ''

@description('The gateway\'s settings: the text of a properties file. Secrets are references to the vault.')
@secure()
param gatewaySettings string

@description('Replicas of the gateway; they share the watchlist.')
@minValue(1)
@maxValue(30)
param replicas int

@description('Cores of a replica.')
@allowed(['0.25', '0.5', '1.0', '2.0'])
param gatewayCores string = '0.5'

@description('OWNER/NAME of the GitHub repository whose workflow may deploy the lake; empty: none.')
param repository string = ''

@description('The images of the metrics agent and the Pushgateway in the registry. The script deploy imports exactly these.')
param prometheusImage string = 'prometheus:v3.11.3'
param pushgatewayImage string = 'pushgateway:v1.11.2'

var tags = {
  application: 'quotelake'
  environment: environment
  'azd-env-name': environment
}
var prefix = 'quotelake-${environment}'
// Names of registry, vault, hub, storage and Grafana are unique in the world.
var unique = uniqueString(subscription().subscriptionId, prefix, location)
var names = {
  registry: 'quotelake${environment}${unique}'
  vault: take('ql-${environment}-${unique}', 24)
  hub: '${prefix}-${unique}'
  storage: take('ql${environment}${unique}', 24)
  grafana: take('ql-${environment}-${unique}', 23)
}
var people = empty(administrators) ? deployer().objectId : administrators

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: prefix
  location: location
  tags: tags
}

module network 'modules/network.bicep' = {
  scope: group
  name: 'network'
  params: {
    name: prefix
    location: location
    tags: tags
    addressSpace: addressSpace
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    name: prefix
    grafana: names.grafana
    location: location
    tags: tags
    notify: notify
    logRetentionDays: logRetentionDays
  }
}

module rules 'modules/rules.bicep' = {
  scope: group
  name: 'rules'
  params: {
    name: prefix
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    runbooks: runbooks
    alerts: alerts
  }
}

module registry 'modules/registry.bicep' = {
  scope: group
  name: 'registry'
  params: {
    name: names.registry
    location: location
    tags: tags
    sku: registrySku
    logs: monitoring.outputs.logsId
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  name: 'vault'
  params: {
    name: names.vault
    location: location
    tags: tags
    privateAccess: privateAccess
    retentionDays: vaultRetentionDays
    logs: monitoring.outputs.logsId
  }
}

module hub 'modules/hub.bicep' = {
  scope: group
  name: 'hub'
  params: {
    name: names.hub
    location: location
    tags: tags
    privateAccess: privateAccess
    tier: hubTier
    partitions: partitions
    throughputUnits: throughputUnits
    maximumThroughputUnits: maximumThroughputUnits
    retentionDays: retentionDays
    logs: monitoring.outputs.logsId
  }
}

module databricks 'modules/databricks.bicep' = {
  scope: group
  name: 'databricks'
  params: {
    name: prefix
    location: location
    tags: tags
    managedResourceGroupId: subscriptionResourceId('Microsoft.Resources/resourceGroups', '${prefix}-databricks')
    networkId: network.outputs.networkId
    logs: monitoring.outputs.logsId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  name: 'storage'
  params: {
    name: names.storage
    location: location
    tags: tags
    sku: storageSku
    privateAccess: privateAccess
    connectorId: databricks.outputs.connectorId
    logs: monitoring.outputs.logsId
  }
}

// What a private endpoint leads to, and the zone its name is resolved in.
var endpoints = [
  {
    name: 'hub'
    target: resourceId(subscription().subscriptionId, prefix, 'Microsoft.EventHub/namespaces', names.hub)
    door: 'namespace'
    zone: 'privatelink.servicebus.windows.net'
  }
  {
    name: 'vault'
    target: resourceId(subscription().subscriptionId, prefix, 'Microsoft.KeyVault/vaults', names.vault)
    door: 'vault'
    zone: 'privatelink.vaultcore.azure.net'
  }
  {
    name: 'blob'
    target: resourceId(subscription().subscriptionId, prefix, 'Microsoft.Storage/storageAccounts', names.storage)
    door: 'blob'
    zone: 'privatelink.blob.${az.environment().suffixes.storage}'
  }
  {
    name: 'dfs'
    target: resourceId(subscription().subscriptionId, prefix, 'Microsoft.Storage/storageAccounts', names.storage)
    door: 'dfs'
    zone: 'privatelink.dfs.${az.environment().suffixes.storage}'
  }
]

module privateEndpoints 'modules/private-endpoint.bicep' = [
  for endpoint in endpoints: if (privateAccess) {
    scope: group
    name: 'private-${endpoint.name}'
    params: {
      name: '${prefix}-${endpoint.name}'
      location: location
      tags: tags
      target: endpoint.target
      door: endpoint.door
      zone: endpoint.zone
      networkId: network.outputs.networkId
      subnetId: network.outputs.endpointsSubnetId
    }
    dependsOn: [
      hub
      vault
      storage
    ]
  }
]

module identities 'modules/identities.bicep' = {
  scope: group
  name: 'identities'
  params: {
    name: prefix
    location: location
    tags: tags
    repository: repository
    environment: environment
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  name: 'roles'
  params: {
    hub: names.hub
    vault: names.vault
    registry: names.registry
    storage: names.storage
    grafana: names.grafana
    monitoring: prefix
    pull: identities.outputs.pull.principalId
    gateway: identities.outputs.gateway.principalId
    agent: identities.outputs.agent.principalId
    lake: databricks.outputs.lakePrincipalId
    grafanaPrincipal: monitoring.outputs.grafanaPrincipalId
    people: people
  }
  dependsOn: [
    hub
    vault
    registry
    storage
  ]
}

module spending 'modules/budget.bicep' = {
  scope: group
  name: 'budget'
  params: {
    name: prefix
    amount: budget
    notify: notify
  }
}

module apps 'modules/environment.bicep' = {
  scope: group
  name: 'environment'
  params: {
    name: prefix
    location: location
    tags: tags
    subnetId: network.outputs.appsSubnetId
    zoneRedundant: zoneRedundant
    logs: monitoring.outputs.logsId
  }
}

// The environment can be reached inside the virtual network only, the Databricks clusters in it included.
module appNames 'modules/app-names.bicep' = {
  scope: group
  name: 'app-names'
  params: {
    domain: apps.outputs.domain
    address: apps.outputs.address
    networkId: network.outputs.networkId
    tags: tags
  }
}

module gateway 'modules/gateway.bicep' = if (!empty(gatewayVersion)) {
  scope: group
  name: 'gateway'
  params: {
    name: '${prefix}-gateway'
    location: location
    tags: tags
    environment: environment
    environmentId: apps.outputs.id
    registry: registry.outputs.server
    image: 'quotelake-gateway:${gatewayVersion}'
    agentImage: prometheusImage
    settings: gatewaySettings
    hub: '${names.hub}.servicebus.windows.net'
    vault: vault.outputs.address
    pull: identities.outputs.pull
    run: identities.outputs.gateway
    agent: identities.outputs.agent
    remoteWriteUrl: monitoring.outputs.remoteWriteUrl
    replicas: replicas
    cores: gatewayCores
  }
  dependsOn: [
    roles
    privateEndpoints
  ]
}

module pushgateway 'modules/pushgateway.bicep' = if (!empty(gatewayVersion)) {
  scope: group
  name: 'pushgateway'
  params: {
    name: '${prefix}-pushgateway'
    location: location
    tags: tags
    environment: environment
    environmentId: apps.outputs.id
    registry: registry.outputs.server
    image: pushgatewayImage
    agentImage: prometheusImage
    pull: identities.outputs.pull
    agent: identities.outputs.agent
    remoteWriteUrl: monitoring.outputs.remoteWriteUrl
  }
  dependsOn: [
    roles
  ]
}

output resourceGroup string = prefix
output registry string = names.registry
output vault string = names.vault

@description('The bundle\'s variable namespace.')
output namespace string = names.hub

@description('The bundle\'s variable pushgateway; within the virtual network.')
output pushgateway string = 'https://${prefix}-pushgateway.${apps.outputs.domain}'

@description('The status page; within the virtual network.')
output statusPage string = 'https://${prefix}-gateway.${apps.outputs.domain}/'

output databricksHost string = databricks.outputs.host

@description('The bundle\'s variable service_principal.')
output servicePrincipal string = identities.outputs.lakeClientId

@description('What the credentials of Unity Catalog are made of (ops/databricks/setup).')
output connector string = databricks.outputs.connectorId

@description('Where Unity Catalog keeps the tables (ops/databricks/setup).')
output lakeStorage string = storage.outputs.lake

output grafana string = monitoring.outputs.grafanaAddress
output grafanaName string = names.grafana
