// SPDX-License-Identifier: Apache-2.0
// The gateway, with a metrics agent beside each replica.
import { agentConfiguration, agentContainer, agentVolumes } from 'agent.bicep'
import { identity } from 'identities.bicep'

param name string
param location string
param tags object
param environment string
param environmentId string
param registry string
param image string
param agentImage string
@secure()
param settings string
param hub string
param vault string
param pull identity
param run identity
param agent identity
param remoteWriteUrl string
param replicas int
param cores string

// What Container Apps gives with so many cores.
var memory = {
  '0.25': '0.5Gi'
  '0.5': '1Gi'
  '1.0': '2Gi'
  '2.0': '4Gi'
}

// Quarkus' management interface: health and metrics, never part of the ingress.
var managementPort = 9000

resource gateway 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${pull.id}': {}
      '${run.id}': {}
      '${agent.id}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      // Old and new overlap during a roll: quotes polled twice have the same event_id and are dropped in silver.
      activeRevisionsMode: 'Single'
      // The environment has no address outside of the network: external means all of the network.
      ingress: {
        external: true
        targetPort: 8080
        transport: 'http'
      }
      registries: [
        {
          server: registry
          identity: pull.id
        }
      ]
      identitySettings: [
        {
          identity: pull.id
          lifecycle: 'None'
        }
        {
          identity: run.id
          lifecycle: 'Main'
        }
        {
          identity: agent.id
          lifecycle: 'Main'
        }
      ]
      secrets: [
        {
          name: 'gateway-settings'
          value: settings
        }
        {
          name: 'agent-configuration'
          value: agentConfiguration(
            loadTextContent('../../prometheus/agent.yml'),
            'quotelake-gateway',
            '/q/metrics',
            managementPort,
            remoteWriteUrl,
            agent.clientId
          )
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
      volumes: concat(
        [
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
        ],
        agentVolumes
      )
      containers: [
        {
          name: 'gateway'
          image: '${registry}/${image}'
          resources: {
            cpu: json(cores)
            memory: memory[cores]
          }
          env: [
            {
              name: 'SMALLRYE_CONFIG_LOCATIONS'
              value: 'file:/etc/quotelake/quotelake.properties'
            }
            {
              name: 'KEY_VAULT'
              value: vault
            }
            {
              name: 'QUOTELAKE_HUB_NAMESPACE'
              value: hub
            }
            {
              name: 'QUOTELAKE_HUB_AUTH'
              value: 'managed-identity'
            }
            {
              name: 'QUOTELAKE_HUB_IDENTITY_CLIENT_ID'
              value: run.clientId
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
              // Definitions valid, hub reachable once. Ten minutes: a role that is new to vault or hub takes some to work.
              type: 'Startup'
              httpGet: {
                path: '/q/health/started'
                port: managementPort
              }
              periodSeconds: 5
              timeoutSeconds: 2
              failureThreshold: 120
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
        agentContainer('${registry}/${agentImage}', environment)
      ]
    }
  }
}
