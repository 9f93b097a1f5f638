// SPDX-License-Identifier: Apache-2.0
// Lets whoever holds a GitHub token with this subject take on an identity: no secret is kept in GitHub.
param identity string
param subject string

resource who 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identity
}

resource login 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: who
  name: 'workflow'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: subject
    audiences: ['api://AzureADTokenExchange']
  }
}
