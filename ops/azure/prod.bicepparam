// SPDX-License-Identifier: Apache-2.0
// Production: over zones, hub, vault and storage inside the network only, alerts on. SIZING.md says which numbers fit which load.
using 'main.bicep'

param environment = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param administrators = readEnvironmentVariable('QUOTELAKE_ADMINISTRATORS', '')
param notify = readEnvironmentVariable('QUOTELAKE_NOTIFY')
param gatewayVersion = readEnvironmentVariable('QUOTELAKE_VERSION', '')
param gatewaySettings = loadTextContent('quotelake.properties')
param repository = readEnvironmentVariable('QUOTELAKE_REPOSITORY', '')
param runbooks = readEnvironmentVariable('QUOTELAKE_RUNBOOKS', 'ops/prometheus/runbooks')

param privateAccess = true
param zoneRedundant = true
param partitions = 16
param throughputUnits = 2
param maximumThroughputUnits = 20
param retentionDays = 7
param replicas = 2
param vaultRetentionDays = 90
param storageSku = 'Standard_ZRS'
param registrySku = 'Standard'
param alerts = true
param budget = 2000
