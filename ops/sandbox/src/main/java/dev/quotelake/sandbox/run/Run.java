// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.broker.Hub;
import dev.quotelake.sandbox.run.StopRequest.StoppedException;
import dev.quotelake.sandbox.run.folder.DataFolder;
import dev.quotelake.sandbox.run.folder.RunFile;
import dev.quotelake.sandbox.run.meter.Meters;
import dev.quotelake.sandbox.run.process.Part;
import dev.quotelake.sandbox.run.process.Parts;
import dev.quotelake.sandbox.run.screen.Screen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run from start to end. */
final class Run implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STANDSTILL = Duration.ofMinutes(5);

  private final RunPlan plan;
  private final DataFolder folder;
  private final Pipeline pipeline;
  private final Parts parts;
  private final Meters meters;
  private final Dashboard dashboard;
  private final StopRequest stop;
  private final Clock clock;
  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean replayFinished;

  Run(
      RunPlan plan,
      DataFolder folder,
      Pipeline pipeline,
      Screen screen,
      StopRequest stop,
      Clock clock) {
    this.plan = plan;
    this.folder = folder;
    this.pipeline = pipeline;
    this.stop = stop;
    this.clock = clock;
    this.parts = new Parts(clock);
    this.meters = new Meters(clock);
    this.dashboard = new Dashboard(screen, parts, meters, clock);
  }

  /**
   * Starts everything, lets quotes flow, ends in order.
   *
   * @return how many quotes of the market the hub holds
   */
  long perform() throws InterruptedException, ExecutionException {
    Part broker = pipeline.broker();
    startTogether(Stream.concat(Stream.of(broker), pipeline.simulator().stream()));
    try (var hub = new Hub(pipeline.bootstrap())) {
      hub.create();
      Part lake = pipeline.lake();
      Optional<Part> prometheus = pipeline.prometheus();
      startTogether(Stream.concat(prometheus.stream(), Stream.of(lake)));
      Part gateway = pipeline.gateway();
      startTogether(Stream.of(gateway));
      flow(prometheus.isPresent());
      return end(gateway, lake, hub);
    }
  }

  private void flow(boolean withPrometheus) throws InterruptedException {
    meters.add(pipeline::lakeMetricsPage);
    meters.add(pipeline::gatewayMetricsPage);
    reader.scheduleWithFixedDelay(this::read, 0, 1, TimeUnit.SECONDS);
    Map<String, String> addresses = pipeline.addresses(withPrometheus);
    writeRunFile(addresses);
    Stream.of("gateway page", "lake page", "prometheus")
        .filter(addresses::containsKey)
        .forEach(it -> dashboard.place(it, addresses.get(it)));
    if (plan.grafana()) {
      dashboard.say("Grafana on http://localhost:3000/d/quotelake-flow: " + pipeline.grafana());
    }
    dashboard.place("hub", pipeline.bootstrap() + ", topic " + Hub.QUOTES);
    dashboard.place("tables", folder.tables());
    dashboard.place("logs", folder.log("lake").getParent());
    dashboard.flowing(plan.lasting());
    Optional<Instant> until = plan.lasting().map(clock.instant()::plus);
    while (!stop.made() && !replayFinished && until.map(clock.instant()::isBefore).orElse(true)) {
      tick();
    }
  }

  private long end(Part gateway, Part lake, Hub hub)
      throws InterruptedException, ExecutionException {
    dashboard.doing("draining the gateway");
    // The gateway's last numbers: what it drains is counted while it ends.
    parts.stop(gateway, STOP_PATIENCE, meters::refresh);
    Map<Integer, Long> ends = hub.ends();
    awaitLake(lake, ends);
    dashboard.doing("stopping");
    parts.stop(lake, STOP_PATIENCE);
    return hub.quotes();
  }

  private void awaitLake(Part lake, Map<Integer, Long> ends) throws InterruptedException {
    dashboard.doing("the lake catches up");
    var progress = new LakeProgress(folder.checkpoints(), Hub.QUOTES);
    long steps = progress.steps();
    Instant moved = clock.instant();
    while (!progress.reached(ends)) {
      tick();
      if (progress.steps() > steps) {
        steps = progress.steps();
        moved = clock.instant();
      } else if (moved.plus(STANDSTILL).isBefore(clock.instant())) {
        throw new Part.Failure(lake, "has not come forward for " + STANDSTILL.toSeconds() + " s");
      }
    }
    meters.refresh();
  }

  private void startTogether(Stream<Part> together) throws InterruptedException {
    List<Part> starting = together.toList();
    starting.forEach(parts::start);
    Instant until = clock.instant().plus(START_PATIENCE);
    for (Part part : starting) {
      while (!part.ready()) {
        if (stop.made()) {
          throw new StoppedException("stopped before everything had started");
        }
        if (!part.alive()) {
          throw new Part.Failure(part, "ended while it started, with exit code " + part.exitCode());
        }
        if (until.isBefore(clock.instant())) {
          throw new Part.Failure(part, "does not serve after " + START_PATIENCE.toSeconds() + " s");
        }
        dashboard.doing("starting " + part.name());
        Thread.sleep(TICK.toMillis());
      }
    }
  }

  private void tick() throws InterruptedException {
    if (stop.impatient()) {
      throw new StoppedException(
          "ended at once: what was in flight is lost, what is in the hub stays there");
    }
    for (Part part : parts.revive()) {
      dashboard.say(part.name() + " died and was started again; its log: " + part.log());
      RunFile.stored(folder.path()).ifPresent(it -> writeRunFile(it.addresses()));
    }
    dashboard.refresh();
    Thread.sleep(TICK.toMillis());
  }

  private void read() {
    meters.refresh();
    replayFinished = replayFinished || pipeline.replayFinished();
  }

  private void writeRunFile(Map<String, String> addresses) {
    new RunFile(
            ProcessHandle.current().pid(),
            pipeline.bootstrap(),
            Hub.QUOTES,
            addresses,
            parts.pids())
        .write(folder.path());
  }

  /** Stops whatever still runs. */
  @Override
  public void close() throws InterruptedException {
    reader.shutdownNow();
    if (stop.impatient()) {
      parts.kill();
    }
    parts.close();
  }
}
