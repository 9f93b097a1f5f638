// SPDX-License-Identifier: Apache-2.0
// Where Unity Catalog keeps the tables and checkpoints. No keys, no anonymous access; deleted files can be brought back for a week.
param name string
param location string
param tags object
param sku string
param privateAccess bool
param connectorId string
param logs string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    isHnsEnabled: true
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Clusters come by the private endpoint; Unity Catalog itself comes as the access connector.
    networkAcls: {
      bypass: 'None'
      defaultAction: privateAccess ? 'Deny' : 'Allow'
      resourceAccessRules: [
        {
          tenantId: subscription().tenantId
          resourceId: connectorId
        }
      ]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource lake 'containers' = {
      name: 'lake'
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::blobs
  name: 'logs'
  properties: {
    workspaceId: logs
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

output lake string = 'abfss://lake@${account.name}.dfs.${az.environment().suffixes.storage}/'
