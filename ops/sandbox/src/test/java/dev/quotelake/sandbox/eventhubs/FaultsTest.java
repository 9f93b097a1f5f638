// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void happensAsOftenAsItIsTold() throws Exception {
    Faults faults = read("{\"drop\": 2}");

    assertThat(Faults.strikes(faults.drop())).isTrue();
    assertThat(Faults.strikes(faults.drop())).isTrue();
    assertThat(Faults.strikes(faults.drop())).isFalse();
    assertThat(Faults.strikes(faults.detach())).isFalse();
  }

  @Test
  void happensAlwaysWhenTheCountIsMinusOne() throws Exception {
    Faults faults = read("{\"serverBusy\": -1}");

    assertThat(Faults.strikes(faults.serverBusy())).isTrue();
    assertThat(Faults.strikes(faults.serverBusy())).isTrue();
  }

  @Test
  void refusesAFaultItDoesNotKnow() {
    assertThatThrownBy(() -> read("{\"earthquake\": true}"))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("earthquake");
  }

  private static Faults read(String json) throws JsonProcessingException {
    return new ObjectMapper().readValue(json, Faults.class);
  }
}
