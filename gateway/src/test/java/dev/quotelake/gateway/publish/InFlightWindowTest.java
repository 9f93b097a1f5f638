// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.publish.InFlightWindow.Credit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {

  private final InFlightWindow window = new InFlightWindow(10);

  @Test
  void countsWhatIsOutAndComesBack() throws Exception {
    Credit credit = window.acquire(7);
    assertThat(window.inFlight()).isEqualTo(7);

    credit.keep(3);
    assertThat(window.inFlight()).isEqualTo(3);

    credit.close();
    assertThat(window.inFlight()).isZero();
  }

  @Test
  void givesBackOnlyOnce() throws Exception {
    Credit credit = window.acquire(4);
    credit.close();
    credit.close();
    credit.keep(0);

    assertThat(window.inFlight()).isZero();
  }

  @Test
  void neverKeepsMoreThanIsHeld() throws Exception {
    Credit credit = window.acquire(4);
    credit.keep(9);

    assertThat(window.inFlight()).isEqualTo(4);
  }

  @Test
  void makesTheNextWaitUntilThereIsRoom() throws Exception {
    Credit all = window.acquire(10);
    AtomicReference<Credit> second = new AtomicReference<>();
    Thread waiting = new Thread(() -> take(second, 2));
    waiting.start();
    Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
    assertThat(second).hasValue(null);

    all.keep(8);

    waiting.join();
    assertThat(second.get()).isNotNull();
    assertThat(window.inFlight()).isEqualTo(10);
  }

  @Test
  void servesALargeRequestBeforeSmallerOnesThatCameLater() throws Exception {
    Credit all = window.acquire(10);
    AtomicReference<Credit> large = new AtomicReference<>();
    AtomicReference<Credit> small = new AtomicReference<>();
    Thread first = new Thread(() -> take(large, 9));
    first.start();
    Awaitility.await().until(() -> first.getState() == Thread.State.WAITING);
    Thread second = new Thread(() -> take(small, 2));
    second.start();
    Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);

    all.keep(5);
    assertThat(small).hasValue(null);
    all.close();

    first.join();
    assertThat(large.get()).isNotNull();
    large.get().close();
    second.join();
  }

  @Test
  void tellsWhenItIsEmpty() throws Exception {
    Credit credit = window.acquire(1);
    assertThat(window.awaitEmpty(Duration.ofMillis(10))).isFalse();
    CountDownLatch begun = new CountDownLatch(1);
    Thread returning =
        new Thread(
            () -> {
              begun.countDown();
              credit.close();
            });
    returning.start();
    begun.await();

    assertThat(window.awaitEmpty(Duration.ofSeconds(30))).isTrue();
    assertThat(window.acquire(10)).isNotNull();
  }

  @Test
  void refusesMoreThanItEverHas() {
    assertThatThrownBy(() -> window.acquire(11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window.acquire(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InFlightWindow(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private void take(AtomicReference<Credit> into, int quotes) {
    try {
      into.set(window.acquire(quotes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
