// SPDX-License-Identifier: Apache-2.0
// A way into a service from inside the network, and the zone that leads its name there.
param name string
param location string
param tags object
param target string
param door string
param zone string
param networkId string
param subnetId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: door
        properties: {
          privateLinkServiceId: target
          groupIds: [door]
        }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: door
          properties: {
            privateDnsZoneId: dns.id
          }
        }
      ]
    }
  }
}

resource dns 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zone
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'network'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
}
