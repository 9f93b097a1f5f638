// SPDX-License-Identifier: Apache-2.0
/** The commands of the job: each reads its options, puts the parts together and runs. */
package dev.quotelake.lake.command;
