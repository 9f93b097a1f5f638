// SPDX-License-Identifier: Apache-2.0
// The images of gateway, metrics agent and Pushgateway. Nobody logs in with a password, nobody pulls unnamed.
param name string
param location string
param tags object
param sku string
param logs string

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
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

output server string = registry.properties.loginServer
