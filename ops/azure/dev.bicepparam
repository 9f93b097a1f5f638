// SPDX-License-Identifier: Apache-2.0
// A small environment to try things in: one zone, open endpoints (identities only), no alerts at night.
using 'main.bicep'

param environment = 'dev'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param administrators = readEnvironmentVariable('QUOTELAKE_ADMINISTRATORS', '')
param notify = readEnvironmentVariable('QUOTELAKE_NOTIFY')
param gatewayVersion = readEnvironmentVariable('QUOTELAKE_VERSION', '')
param gatewaySettings = loadTextContent('quotelake.properties')
param repository = readEnvironmentVariable('QUOTELAKE_REPOSITORY', '')
param runbooks = readEnvironmentVariable('QUOTELAKE_RUNBOOKS', 'ops/prometheus/runbooks')

param privateAccess = false
param zoneRedundant = false
param partitions = 4
param throughputUnits = 1
param maximumThroughputUnits = 2
param retentionDays = 1
param replicas = 1
param vaultRetentionDays = 7
param storageSku = 'Standard_LRS'
param registrySku = 'Basic'
param alerts = false
param budget = 300
