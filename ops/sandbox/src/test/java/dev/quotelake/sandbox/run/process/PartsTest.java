// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
  private static final String SERVE = "echo 'READY {\"port\":7}'; exec sleep 300";

  @TempDir private Path folder;
  private final Parts parts = new Parts(Clock.systemUTC());

  @AfterEach
  void stop() throws InterruptedException {
    parts.close();
  }

  @Test
  void aPartIsReadyWhenItSaysSo() {
    Part part = started(SERVE);

    await().until(part::ready);

    assertThat(part.state()).isEqualTo("up");
    assertThat(parts.pids()).containsEntry("part", part.pid());
  }

  @Test
  void aDeadPartIsStartedAgain() throws Exception {
    Part part = started(SERVE);
    await().until(part::ready);
    kill(part);

    assertThat(parts.revive()).containsExactly(part);

    await().until(part::ready);
    assertThat(part.state()).isEqualTo("up, restarted 1 time");
    assertThat(Files.readAllLines(part.log())).hasSize(2);
  }

  @Test
  void threeDeathsInAMinuteEndTheRunWithTheReason() throws Exception {
    Part part = started("printf 'the reason\\n\\tat a.b.C(C.java:1)\\n'; exit 3");
    part.awaitEnd(Duration.ofSeconds(10));
    parts.revive();
    part.awaitEnd(Duration.ofSeconds(10));
    parts.revive();
    part.awaitEnd(Duration.ofSeconds(10));

    assertThatThrownBy(parts::revive)
        .isInstanceOf(Part.Failure.class)
        .hasMessage("part has died three times within a minute");
    assertThat(part.logEnd(5)).containsExactly("the reason");
    assertThat(part.exitCode()).isEqualTo(3);
  }

  @Test
  void aStoppedPartIsNotStartedAgain() throws Exception {
    Part part = started(SERVE);

    parts.stop(part, Duration.ofSeconds(10));

    assertThat(part.alive()).isFalse();
    assertThat(parts.revive()).isEmpty();
  }

  @Test
  void aPartThatDoesNotListenIsKilled() throws Exception {
    Part part =
        started("trap '' TERM; " + SERVE.replace("exec sleep 300", "while :; do sleep 0.1; done"));
    await().until(part::ready);

    parts.stop(part, Duration.ofMillis(200));

    assertThat(part.alive()).isFalse();
  }

  @Test
  void aProgramOnTheLeashEndsWithWhoeverHoldsIt() throws Exception {
    Path pid = folder.resolve("pid");
    var leashed =
        new Programs(folder, Optional.empty())
            .leashed(List.of("sh", "-c", "echo $$ > '" + pid + "'; exec sleep 300"));
    Process process = new ProcessBuilder(leashed).start();
    await().until(() -> Files.exists(pid) && Files.size(pid) > 1);
    var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    process.getOutputStream().close();

    await().until(() -> !child.isAlive() && !process.isAlive());
  }

  private Part started(String script) {
    var part =
        new Part(
            "part",
            List.of("sh", "-c", script),
            folder,
            folder.resolve("part.log"),
            Part::saidReady);
    parts.start(part);
    return part;
  }

  private static void kill(Part part) throws InterruptedException {
    ProcessHandle.of(part.pid()).orElseThrow().destroyForcibly();
    part.awaitEnd(Duration.ofSeconds(10));
  }
}
