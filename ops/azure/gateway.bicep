// The Container Apps environment and the gateway in it, with a Prometheus agent beside each replica: the platform scrapes nobody.
param name string
param location string
param environment string
param gatewayImage string
param registryServer string
param prometheusImage string
@secure()
param gatewaySettings string
param hubNamespace string
param identityId string
param identityClientId string
param remoteWriteUrl string
param replicas int

var agentConfiguration = replace(
  replace(loadTextContent('../prometheus/agent.yml'), 'REPLACE_ME_REMOTE_WRITE_URL', remoteWriteUrl),
  'REPLACE_ME_CLIENT_ID',
  identityClientId
)

// Quarkus' management interface: health and metrics, never part of the ingress.
var managementPort = 9000

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource apps 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-apps'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

resource gateway 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-gateway'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: apps.id
    workloadProfileName: 'Consumption'
    configuration: {
      // Old and new overlap during a roll: quotes polled twice have the same event_id and are dropped in silver.
      activeRevisionsMode: 'Single'
      ingress: {
        external: false
        targetPort: 8080
        transport: 'http'
      }
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      secrets: [
        {
          name: 'gateway-settings'
          value: gatewaySettings
        }
        {
          name: 'agent-configuration'
          value: agentConfiguration
        }
      ]
    }
    template: {
      // quotelake.shutdown.grace (25 s) and some more.
      terminationGracePeriodSeconds: 40
      // A poller must never be scaled to zero: nothing would wake it.
      scale: {
        minReplicas: replicas
        maxReplicas: replicas
      }
      volumes: [
        {
          name: 'settings'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'gateway-settings'
              path: 'quotelake.properties'
            }
          ]
        }
        {
          name: 'agent'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'agent-configuration'
              path: 'agent.yml'
            }
          ]
        }
        {
          name: 'agent-data'
          storageType: 'EmptyDir'
        }
      ]
      containers: [
        {
          name: 'gateway'
          image: gatewayImage
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: [
            {
              name: 'SMALLRYE_CONFIG_LOCATIONS'
              value: 'file:/etc/quotelake/quotelake.properties'
            }
            {
              name: 'QUOTELAKE_HUB_NAMESPACE'
              value: hubNamespace
            }
            {
              name: 'QUOTELAKE_HUB_AUTH'
              value: 'managed-identity'
            }
            {
              name: 'QUOTELAKE_HUB_IDENTITY_CLIENT_ID'
              value: identityClientId
            }
          ]
          volumeMounts: [
            {
              volumeName: 'settings'
              mountPath: '/etc/quotelake'
            }
          ]
          probes: [
            {
              // Definitions valid, hub reachable once.
              type: 'Startup'
              httpGet: {
                path: '/q/health/started'
                port: managementPort
              }
              periodSeconds: 2
              timeoutSeconds: 2
              failureThreshold: 60
            }
            {
              // The hub acknowledges, or there is nothing to send.
              type: 'Readiness'
              httpGet: {
                path: '/q/health/ready'
                port: managementPort
              }
              periodSeconds: 5
              timeoutSeconds: 2
              failureThreshold: 3
            }
            {
              // The poll loop moves.
              type: 'Liveness'
              httpGet: {
                path: '/q/health/live'
                port: managementPort
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 6
            }
          ]
        }
        {
          name: 'prometheus-agent'
          image: prometheusImage
          args: [
            '--config.file=/etc/agent/agent.yml'
            '--enable-feature=agent,expand-external-labels'
            '--storage.agent.path=/agent'
            '--web.listen-address=127.0.0.1:9090'
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [
            {
              name: 'ENVIRONMENT'
              value: environment
            }
          ]
          volumeMounts: [
            {
              volumeName: 'agent'
              mountPath: '/etc/agent'
            }
            {
              volumeName: 'agent-data'
              mountPath: '/agent'
            }
          ]
        }
      ]
    }
  }
}

output statusPage string = 'https://${gateway.properties.configuration.ingress.fqdn}/'
