// SPDX-License-Identifier: Apache-2.0
// Where the apps run: inside the network, with no address outside of it.
param name string
param location string
param tags object
param subnetId string
param zoneRedundant bool
param logs string

resource apps 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    zoneRedundant: zoneRedundant
    vnetConfiguration: {
      internal: true
      infrastructureSubnetId: subnetId
    }
    // By the diagnostic setting below: needs no shared key.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: apps
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

output id string = apps.id
output domain string = apps.properties.defaultDomain
output address string = apps.properties.staticIp
