// SPDX-License-Identifier: Apache-2.0
// The workspace of the lake, its clusters in our network without public addresses, and the identity Unity Catalog acts with.
param name string
param location string
param tags object
param managedResourceGroupId string
param networkId string
param logs string

resource workspace 'Microsoft.Databricks/workspaces@2024-05-01' = {
  name: name
  location: location
  tags: tags
  // Unity Catalog needs premium.
  sku: {
    name: 'premium'
  }
  properties: {
    managedResourceGroupId: managedResourceGroupId
    // People and pipelines log in over the internet, with Entra ID; clusters come from inside the network.
    publicNetworkAccess: 'Enabled'
    requiredNsgRules: 'AllRules'
    defaultCatalog: {
      initialType: 'UnityCatalog'
    }
    parameters: {
      enableNoPublicIp: {
        value: true
      }
      customVirtualNetworkId: {
        value: networkId
      }
      customPublicSubnetName: {
        value: 'clusters-host'
      }
      customPrivateSubnetName: {
        value: 'clusters-container'
      }
    }
  }
}

resource connector 'Microsoft.Databricks/accessConnectors@2024-05-01' = {
  name: '${name}-lake'
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {}
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'logs'
  properties: {
    workspaceId: logs
    logs: [
      {
        category: 'jobs'
        enabled: true
      }
      {
        category: 'unityCatalog'
        enabled: true
      }
      {
        category: 'accounts'
        enabled: true
      }
    ]
  }
}

output host string = 'https://${workspace.properties.workspaceUrl}'
output connectorId string = connector.id
output lakePrincipalId string = connector.identity.principalId
