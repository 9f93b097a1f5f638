// SPDX-License-Identifier: Apache-2.0

/** When to ask whom for what: {@link dev.quotelake.gateway.poll.PollLoop} is the story. */
package dev.quotelake.gateway.poll;
