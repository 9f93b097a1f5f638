// quotelake's gateway on Azure: a hub, a place to run, a place for metrics, and the identity that may use them.
// README.md says how to deploy it and what has not been tried.
targetScope = 'resourceGroup'

@description('Short name, the beginning of every resource name.')
@minLength(3)
@maxLength(20)
param name string

@description('Where everything stands; near the provider of quotes and the Databricks workspace.')
param location string = resourceGroup().location

@description('The label "environment" of every metric.')
param environment string = 'production'

@description('The gateway image, with tag or digest.')
param gatewayImage string

@description('Login server of the container registry the image is in, for example quotelake.azurecr.io. The registry must be in this resource group.')
param registryServer string

@description('The Prometheus image of the agent; 2.45 or later for azuread, 2.x for the flags used.')
param prometheusImage string = 'docker.io/prom/prometheus:v2.55.1'

@description('The gateway settings: the text of a properties file. Secrets are references, keyvault:https://VAULT.vault.azure.net/secrets/NAME.')
@secure()
param gatewaySettings string

@description('Name of the Key Vault in this resource group that holds the providers\' keys.')
param keyVaultName string

@description('Partitions of the hub; cannot be lowered later.')
@minValue(1)
@maxValue(32)
param partitions int = 4

@description('Throughput units to begin with: each takes 1,000 events or 1 MB a second.')
@minValue(1)
@maxValue(40)
param throughputUnits int = 1

@description('Throughput units auto-inflate may go up to. It never goes down by itself.')
@minValue(1)
@maxValue(40)
param maximumThroughputUnits int = 10

@description('Days the hub keeps events: longer than the longest stop of the lake you expect.')
@minValue(1)
@maxValue(7)
param retentionDays int = 7

@description('Replicas of the gateway. More than one needs quotelake.watchlist.share=group in the settings.')
@minValue(1)
@maxValue(30)
param replicas int = 1

module hub 'hub.bicep' = {
  name: 'hub'
  params: {
    name: name
    location: location
    partitions: partitions
    throughputUnits: throughputUnits
    maximumThroughputUnits: maximumThroughputUnits
    retentionDays: retentionDays
  }
}

module metrics 'metrics.bicep' = {
  name: 'metrics'
  params: {
    name: name
    location: location
  }
}

module identity 'identity.bicep' = {
  name: 'identity'
  params: {
    name: name
    location: location
    hubNamespace: hub.outputs.namespaceName
    collectionRule: metrics.outputs.collectionRuleName
    registry: split(registryServer, '.')[0]
    keyVault: keyVaultName
  }
}

module gateway 'gateway.bicep' = {
  name: 'gateway'
  params: {
    name: name
    location: location
    environment: environment
    gatewayImage: gatewayImage
    registryServer: registryServer
    prometheusImage: prometheusImage
    gatewaySettings: gatewaySettings
    hubNamespace: hub.outputs.namespaceHost
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    remoteWriteUrl: metrics.outputs.remoteWriteUrl
    replicas: replicas
  }
}

@description('What the lake reads from: --hub-servers of its command line.')
output hubServers string = '${hub.outputs.namespaceHost}:9093'

@description('The data source for Grafana.')
output prometheusQueryEndpoint string = metrics.outputs.queryEndpoint

@description('The status page, reachable inside the environment only.')
output statusPage string = gateway.outputs.statusPage
