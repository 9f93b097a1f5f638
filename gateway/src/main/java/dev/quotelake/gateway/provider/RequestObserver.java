// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import java.time.Duration;
import java.util.Optional;

/** Is told of every request to a provider. Implementations are fast and never throw. */
public interface RequestObserver {

  /** A request was answered, or failed. */
  void requested(String provider, Optional<ProviderException.Kind> failure, Duration time);

  /** A request is made once more after a failure that can heal. */
  void retried(String provider);

  /** A poll loop waited for the vendor's allowance or a rest the vendor asked for. */
  void waitedForQuota(String provider, Duration time);
}
