// SPDX-License-Identifier: Apache-2.0
// Who a workflow is in Azure.
param name string
param location string
param subject string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

module login 'workflow-login.bicep' = {
  name: 'login'
  params: {
    identity: identity.name
    subject: subject
  }
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
