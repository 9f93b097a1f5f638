// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.server.Faults.Fault;
import dev.quotelake.sandbox.market.vendorapi.VendorApi.Answer;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Sends an answer over the wire, soundly or as a fault has it. */
final class Delivery {
  private static final long DRIP_MILLIS = 100;

  private final Vertx vertx;

  Delivery(Vertx vertx) {
    this.vertx = vertx;
  }

  void send(Answer answer, Optional<Fault> fault, HttpServerResponse response) {
    response.setStatusCode(answer.status());
    response.putHeader("Content-Type", "application/json; charset=utf-8");
    answer.headers().forEach(response::putHeader);
    fault.ifPresentOrElse(
        it -> send(it.bodyInsteadOf(answer.body()), it, response),
        () -> response.end(buffer(answer.body(), 0, answer.body().length)));
  }

  private void send(byte[] body, Fault fault, HttpServerResponse response) {
    fault.status().ifPresent(response::setStatusCode);
    fault.headers().forEach(response::putHeader);
    if (fault.delayMillis() > 0) {
      vertx.setTimer(fault.delayMillis(), timer -> deliver(body, fault, response));
    } else {
      deliver(body, fault, response);
    }
  }

  private void deliver(byte[] body, Fault fault, HttpServerResponse response) {
    int length = fault.cutAfterBytes().map(it -> Math.min(it, body.length)).orElse(body.length);
    boolean cut = fault.cutAfterBytes().isPresent();
    if (fault.bytesPerSecond().isEmpty() && !cut) {
      response.end(buffer(body, 0, body.length));
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
    response.write(buffer(body, from, until - from));
    if (until < to) {
      vertx.setTimer(DRIP_MILLIS, timer -> drip(response, body, until, to, step, cut));
    } else if (cut) {
      response.reset();
    } else {
      response.end();
    }
  }

  private static Buffer buffer(byte[] bytes, int from, int length) {
    return Buffer.buffer(Unpooled.wrappedBuffer(bytes, from, length));
  }
}
