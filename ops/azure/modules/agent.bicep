// SPDX-License-Identifier: Apache-2.0
// The Prometheus agent that stands beside a program, since Container Apps scrapes nobody: it scrapes its neighbour and writes to
// Azure Monitor. An app takes its container, its configuration as a secret, and both volumes.

@export()
@description('agent.yml, filled in for the neighbour it scrapes.')
func agentConfiguration(text string, job string, path string, port int, remoteWriteUrl string, clientId string) string =>
  replace(
    replace(
      replace(
        replace(replace(text, 'REPLACE_ME_JOB', job), 'REPLACE_ME_PATH', path),
        'REPLACE_ME_PORT',
        string(port)
      ),
      'REPLACE_ME_REMOTE_WRITE_URL',
      remoteWriteUrl
    ),
    'REPLACE_ME_CLIENT_ID',
    clientId
  )

@export()
func agentContainer(image string, environment string) object => {
  name: 'prometheus-agent'
  image: image
  args: [
    '--agent'
    '--config.file=/etc/agent/agent.yml'
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

@export()
var agentVolumes = [
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
