// SPDX-License-Identifier: Apache-2.0
// Who is who. What each may do is in roles.bicep.
param name string
param location string
param tags object

@description('OWNER/NAME of the GitHub repository whose workflow may deploy the lake; empty: none.')
param repository string

@description('The environment of that repository, with the approvals it asks for.')
param environment string

@export()
type identity = {
  id: string
  clientId: string
  principalId: string
}

// Pulls images for the platform; no program can use it.
resource pull 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-pull'
  location: location
  tags: tags
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-gateway'
  location: location
  tags: tags
}

resource agent 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-agent'
  location: location
  tags: tags
}

// Deploys and runs the jobs in Databricks, where it is a service principal. It has no role in Azure: what it reads and writes, it does
// through Unity Catalog.
resource lake 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-lake'
  location: location
  tags: tags
}

module workflow 'workflow-login.bicep' = if (!empty(repository)) {
  name: 'workflow-login'
  params: {
    identity: lake.name
    subject: 'repo:${repository}:environment:${environment}'
  }
}

output pull identity = {
  id: pull.id
  clientId: pull.properties.clientId
  principalId: pull.properties.principalId
}

output gateway identity = {
  id: gateway.id
  clientId: gateway.properties.clientId
  principalId: gateway.properties.principalId
}

output agent identity = {
  id: agent.id
  clientId: agent.properties.clientId
  principalId: agent.properties.principalId
}

output lakeClientId string = lake.properties.clientId
