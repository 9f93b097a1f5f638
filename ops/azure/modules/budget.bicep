// SPDX-License-Identifier: Apache-2.0
// A warning at 80 % of the month's money spent, and at 100 % foreseen. It stops nothing.
param name string
param amount int
param notify string

@description('First day of the month of the deployment; a budget may not begin before it.')
param start string = utcNow('yyyy-MM-01')

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: start
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [notify]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [notify]
      }
    }
  }
}
