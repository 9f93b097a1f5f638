// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubAddressTest {
  @TempDir private Path folder;

  @Test
  void aConnectionStringIsTheLogin() {
    String connectionString =
        "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=a/b=;EntityPath=eu-quotes";

    var address = HubAddress.ofEventHubs(connectionString, "quotes");

    assertThat(address.name()).isEqualTo("eu-quotes");
    assertThat(address.client())
        .containsEntry("bootstrap.servers", "ns.servicebus.windows.net:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .hasEntrySatisfying(
            "sasl.jaas.config",
            it ->
                assertThat(it)
                    .contains(
                        "username=\"$ConnectionString\"",
                        "password=\"" + connectionString + "\";"));
  }

  @Test
  void optionsOfTheClientWin() {
    var address = HubAddress.ofKafka("a:1", "quotes").with(Map.of("bootstrap.servers", "b:2"));

    assertThat(address.client()).containsEntry("bootstrap.servers", "b:2");
  }

  @Test
  void anythingElseIsNoConnectionStringAndIsNotRepeated() {
    assertThatThrownBy(() -> HubAddress.ofEventHubs("SharedAccessKey=secret", "quotes"))
        .hasMessageContaining("no Endpoint=")
        .hasMessageNotContaining("secret");
  }

  @Test
  void withoutARunThereIsNoHub() {
    assertThatThrownBy(() -> HubAddress.ofRun(folder))
        .hasMessageContaining("no ops/run is running on " + folder);
  }
}
