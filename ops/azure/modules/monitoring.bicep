// SPDX-License-Identifier: Apache-2.0
// Logs, metrics (Azure Monitor's managed Prometheus) with the door the agents write to, who is told, and Grafana.
param name string
param grafana string
param location string
param tags object
param notify string
param logRetentionDays int

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource workspace 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: name
  location: location
  tags: tags
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = {
  name: name
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    networkAcls: {
      publicNetworkAccess: 'Enabled'
    }
  }
}

resource collection 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: name
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
    dataSources: {
      prometheusForwarder: [
        {
          name: 'prometheus'
          streams: ['Microsoft-PrometheusMetrics']
          labelIncludeFilter: {}
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: 'workspace'
          accountResourceId: workspace.id
        }
      ]
    }
    dataFlows: [
      {
        streams: ['Microsoft-PrometheusMetrics']
        destinations: ['workspace']
      }
    ]
  }
}

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: take(replace(name, 'quotelake-', 'ql-'), 12)
    emailReceivers: [
      {
        name: 'notify'
        emailAddress: notify
        useCommonAlertSchema: true
      }
    ]
  }
}

// The workspace becomes a data source of it; the script deploy puts the four dashboards in.
resource dashboards 'Microsoft.Dashboard/grafana@2024-10-01' = {
  name: grafana
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    apiKey: 'Disabled'
    publicNetworkAccess: 'Enabled'
    grafanaIntegrations: {
      azureMonitorWorkspaceIntegrations: [
        {
          azureMonitorWorkspaceResourceId: workspace.id
        }
      ]
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dashboards
  name: 'logs'
  properties: {
    workspaceId: logs.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output logsId string = logs.id
output workspaceId string = workspace.id
output actionGroupId string = told.id
output grafanaPrincipalId string = dashboards.identity.principalId
output grafanaAddress string = dashboards.properties.endpoint
output remoteWriteUrl string = '${endpoint.properties.metricsIngestion.endpoint}/dataCollectionRules/${collection.properties.immutableId}/streams/Microsoft-PrometheusMetrics/api/v1/write?api-version=2023-04-24'
