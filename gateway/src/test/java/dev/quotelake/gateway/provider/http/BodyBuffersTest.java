// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quotelake.gateway.provider.http.mapping.AnswerBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyBuffersTest {

  private static final int LIMIT = 4 << 20;

  private final BodyBuffers buffers = new BodyBuffers(2, LIMIT);

  @Test
  void bodiesOfAnySizeUpToTheLimit() throws IOException {
    for (int size : new int[] {0, 1, 64 << 10, (64 << 10) + 1, 1 << 20, (1 << 20) + 1, LIMIT}) {
      byte[] sent = bytes(size);

      AnswerBody body = read(buffers, sent);

      assertThat(Arrays.copyOf(body.bytes(), body.length())).isEqualTo(sent);
      buffers.giveBack(body.bytes());
    }
  }

  @Test
  void anAnswerWithoutABodyIsNotKeptForTheNext() throws IOException {
    buffers.giveBack(new byte[0]);

    assertThat(read(buffers, bytes(10)).length()).isEqualTo(10);
  }

  @Test
  void ofTwoLargeBodiesOneWaitsForTheOther() throws Exception {
    BodyBuffers others = new BodyBuffers(2, LIMIT);
    AnswerBody first = read(buffers, bytes(2 << 20));
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<AnswerBody> second =
        CompletableFuture.supplyAsync(
            () -> {
              reader.set(Thread.currentThread());
              return unchecked(others, bytes(2 << 20));
            });

    await().until(() -> reader.get() != null && reader.get().getState() == Thread.State.WAITING);
    assertThat(read(others, bytes(1 << 19)).length()).as("small ones pass").isEqualTo(1 << 19);
    buffers.giveBack(first.bytes());

    assertThat(second.join().length()).isEqualTo(2 << 20);
    others.giveBack(second.join().bytes());
  }

  @Test
  void aBodyThatIsTooLargeLetsTheNextOneIn() throws IOException {
    assertThatThrownBy(() -> read(buffers, bytes(LIMIT + 1)))
        .isInstanceOf(BodyBuffers.TooLargeException.class);

    AnswerBody next = read(buffers, bytes(LIMIT));

    assertThat(next.length()).isEqualTo(LIMIT);
    buffers.giveBack(next.bytes());
  }

  private static AnswerBody read(BodyBuffers buffers, byte[] sent) throws IOException {
    return buffers.read(new ByteArrayInputStream(sent));
  }

  private static AnswerBody unchecked(BodyBuffers buffers, byte[] sent) {
    try {
      return read(buffers, sent);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'q');
    return bytes;
  }
}
