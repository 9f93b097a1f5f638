// SPDX-License-Identifier: Apache-2.0
// The Event Hubs namespace with the hub of the quotes, the dead letters and the control hub of a shared watchlist.
param name string
param location string
param tags object
param privateAccess bool
@allowed(['Standard', 'Premium'])
param tier string
param partitions int
param throughputUnits int
param maximumThroughputUnits int
param retentionDays int
param logs string

// Premium inflates nothing.
var inflates = tier == 'Standard' && maximumThroughputUnits > throughputUnits

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  // Standard is the least that speaks Kafka.
  sku: {
    name: tier
    tier: tier
    capacity: throughputUnits
  }
  properties: {
    isAutoInflateEnabled: inflates
    maximumThroughputUnits: inflates ? maximumThroughputUnits : 0
    minimumTlsVersion: '1.2'
    // Identities only: no shared access keys that could leak.
    disableLocalAuth: true
    publicNetworkAccess: privateAccess ? 'Disabled' : 'Enabled'
  }
}

resource quotes 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: 'quotes'
  properties: {
    partitionCount: partitions
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: retentionDays * 24
    }
  }
}

resource deadLetters 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: 'quotes-dead-letters'
  properties: {
    partitionCount: 1
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: retentionDays * 24
    }
  }
}

// Holds no data: its partitions are the shares of the watchlist.
resource control 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: 'quotelake-control'
  properties: {
    partitionCount: 32
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: 1
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'logs'
  properties: {
    workspaceId: logs
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}
