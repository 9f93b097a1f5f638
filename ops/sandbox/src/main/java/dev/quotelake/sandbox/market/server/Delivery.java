// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.vendor.Answer;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Sends an answer over the wire, soundly or as a fault has it. */
final class Delivery {
  private static final long DRIP_MILLIS = 100;

  private final Vertx vertx;

  Delivery(Vertx vertx) {
    this.vertx = vertx;
  }

  void send(Answer answer, HttpServerResponse response) {
    head(answer, response);
    response.end(body(answer.body()));
  }

  void send(Answer answer, Fault fault, HttpServerResponse response) {
    byte[] body = fault.bodyInsteadOf(answer.body());
    Runnable send =
        () -> {
          head(answer, response);
          fault.status().ifPresent(response::setStatusCode);
          fault.headers().forEach(response::putHeader);
          deliver(body, fault, response);
        };
    if (fault.delayMillis() > 0) {
      vertx.setTimer(fault.delayMillis(), timer -> send.run());
    } else {
      send.run();
    }
  }

  private void deliver(byte[] body, Fault fault, HttpServerResponse response) {
    int length = fault.cutAfterBytes().map(it -> Math.min(it, body.length)).orElse(body.length);
    boolean cut = fault.cutAfterBytes().isPresent();
    if (fault.bytesPerSecond().isEmpty() && !cut) {
      response.end(body(body));
      return;
    }
    response.putHeader("Content-Length", String.valueOf(body.length));
    int step =
        fault
            .bytesPerSecond()
            .map(it -> (int) Math.max(1, it * DRIP_MILLIS / 1_000))
            .orElse(Math.max(1, length));
    drip(response, body, 0, length, step, cut);
  }

  private void drip(
      HttpServerResponse response, byte[] body, int from, int to, int step, boolean cut) {
    if (response.closed()) {
      return;
    }
    int until = Math.min(to, from + step);
    response.write(Buffer.buffer(Unpooled.wrappedBuffer(body, from, until - from)));
    if (until < to) {
      vertx.setTimer(DRIP_MILLIS, timer -> drip(response, body, until, to, step, cut));
    } else if (cut) {
      response.reset();
    } else {
      response.end();
    }
  }

  private static void head(Answer answer, HttpServerResponse response) {
    response.setStatusCode(answer.status());
    response.putHeader("Content-Type", "application/json; charset=utf-8");
    answer.headers().forEach(response::putHeader);
  }

  private static Buffer body(byte[] bytes) {
    return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
  }
}
