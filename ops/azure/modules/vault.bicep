// SPDX-License-Identifier: Apache-2.0
// The providers' keys, the only secrets there are. A deleted vault keeps its name for retentionDays and can be brought back.
param name string
param location string
param tags object
param privateAccess bool
param retentionDays int
param logs string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: retentionDays
    enablePurgeProtection: true
    publicNetworkAccess: privateAccess ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: privateAccess ? 'Deny' : 'Allow'
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
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

@description('Without a slash at the end, as references to its secrets want it.')
output address string = 'https://${vault.name}${az.environment().suffixes.keyvaultDns}'
