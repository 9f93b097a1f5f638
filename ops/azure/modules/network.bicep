// SPDX-License-Identifier: Apache-2.0
// One virtual network: the apps, the Databricks clusters, the private endpoints. Everything leaves it through one NAT gateway, so
// that providers see one address.
param name string
param location string
param tags object
param addressSpace string

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: '${name}-outbound'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource outbound 'Microsoft.Network/natGateways@2025-05-01' = {
  name: '${name}-outbound'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIpAddresses: [
      {
        id: address.id
      }
    ]
  }
}

// The rules Databricks asks of clusters without public addresses; named as it names them, or it adds its own beside them.
var clusterRules = [
  {
    name: 'worker-to-worker-inbound'
    direction: 'Inbound'
    protocol: '*'
    to: 'VirtualNetwork'
    ports: ['*']
  }
  {
    name: 'worker-to-databricks-webapp'
    direction: 'Outbound'
    protocol: 'Tcp'
    to: 'AzureDatabricks'
    ports: ['443', '3306', '8443-8451']
  }
  {
    name: 'worker-to-sql'
    direction: 'Outbound'
    protocol: 'Tcp'
    to: 'Sql'
    ports: ['3306']
  }
  {
    name: 'worker-to-storage'
    direction: 'Outbound'
    protocol: 'Tcp'
    to: 'Storage'
    ports: ['443']
  }
  {
    name: 'worker-to-worker-outbound'
    direction: 'Outbound'
    protocol: '*'
    to: 'VirtualNetwork'
    ports: ['*']
  }
  {
    name: 'worker-to-eventhub'
    direction: 'Outbound'
    protocol: 'Tcp'
    to: 'EventHub'
    ports: ['9093']
  }
]

resource clusters 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${name}-clusters'
  location: location
  tags: tags
  properties: {
    securityRules: [
      for (rule, i) in clusterRules: {
        name: 'Microsoft.Databricks-workspaces_UseOnly_databricks-${rule.name}'
        properties: {
          access: 'Allow'
          direction: rule.direction
          priority: 100 + i
          protocol: rule.protocol
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: rule.to
          destinationPortRange: length(rule.ports) == 1 ? rule.ports[0] : null
          destinationPortRanges: length(rule.ports) == 1 ? null : rule.ports
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressSpace]
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 23, 0)
          natGateway: {
            id: outbound.id
          }
          delegations: [
            {
              name: 'apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 24, 2)
        }
      }
      {
        name: 'clusters-host'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 24, 4)
          natGateway: {
            id: outbound.id
          }
          networkSecurityGroup: {
            id: clusters.id
          }
          delegations: [
            {
              name: 'databricks'
              properties: {
                serviceName: 'Microsoft.Databricks/workspaces'
              }
            }
          ]
        }
      }
      {
        name: 'clusters-container'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 24, 5)
          natGateway: {
            id: outbound.id
          }
          networkSecurityGroup: {
            id: clusters.id
          }
          delegations: [
            {
              name: 'databricks'
              properties: {
                serviceName: 'Microsoft.Databricks/workspaces'
              }
            }
          ]
        }
      }
    ]
  }

  resource apps 'subnets' existing = {
    name: 'apps'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

output networkId string = network.id
output appsSubnetId string = network::apps.id
output endpointsSubnetId string = network::endpoints.id
