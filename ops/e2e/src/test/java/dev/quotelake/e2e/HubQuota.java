// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The broker's own quota on all producers, set as an administrator does. */
final class HubQuota {
  private static final String SETTING = "producer_byte_rate";

  private final Path folder;
  private final String bootstrap;

  /**
   * @param folder where the administrator's tool is started
   * @param bootstrap the broker, {@code host:port}
   */
  HubQuota(Path folder, String bootstrap) {
    this.folder = folder;
    this.bootstrap = bootstrap;
  }

  void set(int bytesPerSecond) {
    alter("--add-config", SETTING + "=" + bytesPerSecond);
  }

  void lift() {
    alter("--delete-config", SETTING);
  }

  private void alter(String... change) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-server",
                bootstrap,
                "--alter",
                "--entity-type",
                "clients",
                "--entity-default"));
    arguments.addAll(List.of(change));
    try (var tool =
        Command.sandbox(folder, "kafka.admin.ConfigCommand", arguments.toArray(String[]::new))) {
      tool.succeeded();
    }
  }
}
