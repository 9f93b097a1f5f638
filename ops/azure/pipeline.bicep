// SPDX-License-Identifier: Apache-2.0
// Who the workflow that deploys is: an identity that GitHub's token for one environment of one repository is exchanged for, so that no
// secret is kept there. Deployed once for each environment by an owner of the subscription; README.md says how.
targetScope = 'subscription'

param environment string
param location string

@description('OWNER/NAME of the repository.')
param repository string

// Built-in roles, by the ids they have in every tenant.
var contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
var roleBasedAccessControlAdministrator = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'
// The roles of modules/roles.bicep: no other may be given, so the workflow cannot make itself an owner.
var givable = [
  '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
  '2b629674-e913-4c01-ae53-ef4638d8f975'
  '22926164-76b3-42b3-bc55-97df8dab3e41'
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  '4633458b-17de-408a-b874-0445c86b69e6'
  'b0d8363b-8ddd-447d-831f-62ca05bff136'
  '3913510d-42f4-4e42-8a64-420c390055eb'
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
]
var ids = join(givable, ', ')

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'quotelake-${environment}-pipeline'
  location: location
}

module identity 'modules/pipeline-identity.bicep' = {
  scope: group
  name: 'identity'
  params: {
    name: 'quotelake-${environment}-pipeline'
    location: location
    subject: 'repo:${repository}:environment:${environment}'
  }
}

resource deploys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, environment, contributor)
  properties: {
    principalId: identity.outputs.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', contributor)
  }
}

resource givesRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, environment, roleBasedAccessControlAdministrator)
  properties: {
    principalId: identity.outputs.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleBasedAccessControlAdministrator)
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/write\'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${ids}})) AND ((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/delete\'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${ids}}))'
  }
}

@description('The variable AZURE_CLIENT_ID of the repository\'s environment.')
output clientId string = identity.outputs.clientId
