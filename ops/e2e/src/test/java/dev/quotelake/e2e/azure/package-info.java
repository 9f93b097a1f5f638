// SPDX-License-Identifier: Apache-2.0

/**
 * Holds what deploys quotelake to Azure (Bicep, bundle, images, workflows) to each other's names
 * and to rules their own schemas lack, without Azure.
 */
package dev.quotelake.e2e.azure;
