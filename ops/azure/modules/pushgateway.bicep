// SPDX-License-Identifier: Apache-2.0
// Where the lake's driver pushes its metrics, since a job on Databricks cannot be scraped; and an agent that takes them on. It keeps
// nothing on disk: after a restart the next push, 15 s later, brings all of it again.
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
param pull identity
param agent identity
param remoteWriteUrl string

var port = 9091

resource pushgateway 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${pull.id}': {}
      '${agent.id}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // The environment has no address outside of the network: external means all of the network.
      ingress: {
        external: true
        targetPort: port
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
          identity: agent.id
          lifecycle: 'Main'
        }
      ]
      secrets: [
        {
          name: 'agent-configuration'
          value: agentConfiguration(
            loadTextContent('../../prometheus/agent.yml'),
            'quotelake-pushgateway',
            '/metrics',
            port,
            remoteWriteUrl,
            agent.clientId
          )
        }
      ]
    }
    template: {
      // One, or a scrape would see half of the pushes.
      scale: {
        minReplicas: 1
        maxReplicas: 1
      }
      volumes: agentVolumes
      containers: [
        {
          name: 'pushgateway'
          image: '${registry}/${image}'
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          probes: [
            {
              type: 'Readiness'
              httpGet: {
                path: '/-/ready'
                port: port
              }
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/-/healthy'
                port: port
              }
            }
          ]
        }
        agentContainer('${registry}/${agentImage}', environment)
      ]
    }
  }
}
