// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.market.Recording;
import dev.quotelake.sandbox.market.server.Simulator;
import dev.quotelake.sandbox.market.vendorapi.VendorApi;
import dev.quotelake.sandbox.program.ProgramException;
import dev.quotelake.sandbox.run.folder.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * The options of {@code ops/run} that say where quotes come from: with {@code --watchlist} a
 * provider out in the world, else the simulator.
 */
final class SourceOptions {
  private static final int MOST_SYMBOLS = 100_000;
  private static final Duration SIMULATOR_POLL = Duration.ofSeconds(1);

  /** The invented market never closes; a recording's is that of its stocks. */
  private static final String NEVER_CLOSED = "24/7";

  @Option(
      names = "--symbols",
      paramLabel = "N",
      description = "How many invented stocks of the US the market has (default: 500).")
  private Optional<Integer> symbols;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description = "From one poll of the watchlist to the next (default: 1s).")
  private Optional<Duration> poll;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "A CSV of recorded ticks, gzip or not, in place of the invented market.")
  private Optional<Path> replay;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many seconds of the recording pass in one second (default: 1).")
  private Optional<Double> speed;

  @Option(
      names = "--provider",
      paramLabel = "NAME|FILE",
      defaultValue = "alpaca",
      description =
          "Whose API is polled: alpaca, finnhub, twelvedata, polygon, alpaca-crypto, polygon-crypto, or all at once, as the simulator speaks them (default:"
              + " ${DEFAULT-VALUE}). With --watchlist the provider itself: a preset's name or a definition file of your own.")
  private String provider;

  @Option(
      names = "--watchlist",
      paramLabel = "SYMBOLS|FILE",
      description =
          "Poll the provider itself, not the simulator, for these symbols: AAPL,MSFT, or a file with one a line.")
  private Optional<String> watchlist;

  @Option(
      names = "--credential",
      paramLabel = "NAME=VARIABLE",
      description =
          "What the definition asks for to log in, and the environment variable that holds it; once for each.")
  private Map<String, String> credentials = new LinkedHashMap<>();

  @Option(
      names = "--market",
      paramLabel = "MIC",
      description =
          "The market whose calendar the quotes live by, such as XNYS or 24/7, in place of the definition's.")
  private Optional<String> market;

  /**
   * The source that is meant.
   *
   * @throws ProgramException when the options contradict each other or name what is not there
   */
  Source checked() {
    return watchlist.isPresent() ? provider(watchlist.get()) : simulator();
  }

  private Source provider(String symbolsOrFile) {
    if (symbols.isPresent() || replay.isPresent() || speed.isPresent()) {
      throw new ProgramException(
          "--watchlist polls a provider itself: --symbols, --replay and --speed are for the simulator");
    }
    if (provider.equals("all")) {
      throw new ProgramException("--watchlist is for one provider: name it with --provider");
    }
    credentials.forEach(SourceOptions::checkCredential);
    return new Source.Provider(
        providerName(),
        isFile() ? existing(Path.of(provider)).toUri().toString() : provider,
        Files.isRegularFile(Path.of(symbolsOrFile))
            ? Path.of(symbolsOrFile).toAbsolutePath().toUri().toString()
            : symbolsOrFile,
        credentials,
        poll,
        market);
  }

  private static void checkCredential(String name, String variable) {
    if (System.getenv(variable) == null) {
      throw new ProgramException(
          "--credential %s=%s: there is no environment variable %s; export it first"
              .formatted(name, variable, variable));
    }
  }

  private boolean isFile() {
    return provider.contains("/") || provider.matches(".*\\.ya?ml");
  }

  /** A definition file's name without its ending: {@code acme.yaml} is the provider acme. */
  private String providerName() {
    return Path.of(provider)
        .getFileName()
        .toString()
        .replaceFirst("\\.ya?ml$", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ProgramException("--provider " + file + " is not there: name a definition file");
    }
    return file.toAbsolutePath();
  }

  private Source simulator() {
    if (isFile()) {
      throw new ProgramException(
          "--provider "
              + provider
              + " polls the provider itself: say which symbols, --watchlist A,B");
    }
    if (!credentials.isEmpty()) {
      throw new ProgramException(
          "--credential is for a provider itself, with --watchlist: the simulator has its own");
    }
    if (symbols.isPresent() && replay.isPresent()) {
      throw new ProgramException(
          "--symbols is for the invented market: a replay has the symbols of its file");
    }
    int count = symbols.orElse(500);
    if (count < 1 || count > MOST_SYMBOLS) {
      throw new ProgramException(
          "--symbols is " + count + ": it must be from 1 to " + MOST_SYMBOLS);
    }
    double faster = checkedSpeed();
    Optional<Recording> recording = replay.map(Recording::read);
    return new Source.Simulator(
        vendors(recording),
        count,
        replay.map(file -> new Source.Replay(file.toAbsolutePath(), faster)),
        poll.or(() -> Optional.of(SIMULATOR_POLL)),
        market.or(() -> recording.isEmpty() ? Optional.of(NEVER_CLOSED) : Optional.empty()));
  }

  private double checkedSpeed() {
    if (speed.isPresent() && replay.isEmpty()) {
      throw new ProgramException("--speed is for a replay: name the recording with --replay FILE");
    }
    double faster = speed.orElse(1.0);
    if (!(faster > 0 && faster <= 1_000_000)) {
      throw new ProgramException(
          "--speed is " + faster + ": it must be above 0 and at most 1000000");
    }
    return faster;
  }

  /** The vendors that are meant and have something of what is replayed. */
  private List<String> vendors(Optional<Recording> recording) {
    List<VendorApi> meant =
        Simulator.APIS.stream()
            .filter(it -> provider.equals("all") || provider.equals(it.name()))
            .toList();
    if (meant.isEmpty()) {
      throw new ProgramException(
          "--provider is '%s': it must be one of %s, or all; a provider itself is polled with --watchlist A,B"
              .formatted(
                  provider,
                  Simulator.APIS.stream().map(VendorApi::name).collect(Collectors.joining(", "))));
    }
    List<VendorApi> offering =
        meant.stream()
            .filter(it -> recording.map(file -> offersSome(it, file)).orElse(true))
            .toList();
    if (offering.isEmpty()) {
      throw new ProgramException(
          "--provider is '%s', which has nothing of what is replayed: name another, or all"
              .formatted(provider));
    }
    return offering.stream().map(VendorApi::name).toList();
  }

  private static boolean offersSome(VendorApi vendor, Recording recording) {
    return recording.symbols().stream().anyMatch(it -> vendor.spelling(it).isPresent());
  }
}
