// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.program.Program;
import dev.quotelake.sandbox.run.StopRequest.StoppedException;
import dev.quotelake.sandbox.run.folder.DataFolder;
import dev.quotelake.sandbox.run.folder.RunFile;
import dev.quotelake.sandbox.run.process.Http;
import dev.quotelake.sandbox.run.process.Part;
import dev.quotelake.sandbox.run.process.Programs;
import dev.quotelake.sandbox.run.screen.LiveScreen;
import dev.quotelake.sandbox.run.screen.PlainLines;
import dev.quotelake.sandbox.run.screen.Screen;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program behind {@code ops/run}. */
@Command(
    name = "ops/run",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false,
    description =
        "Runs the whole pipeline on this machine: a Kafka broker, a market simulator, the gateway, the Spark job and, where it is"
            + " installed, Prometheus.")
public final class Launcher implements Callable<Integer> {
  private static final int EXIT_INTERRUPTED = 130;
  private static final int LOG_LINES = 25;

  @Mixin private RunOptions options;

  @Option(names = "--root", hidden = true, required = true)
  private Path root;

  @Option(
      names = "--check",
      hidden = true,
      description = "Only say whether the command line is right.")
  private boolean check;

  @Option(names = "--live", hidden = true, description = "Standard output is a terminal.")
  private boolean live;

  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final StopRequest stop = new StopRequest(Clock.systemUTC());

  public static void main(String[] arguments) {
    System.exit(Program.run(new Launcher(), arguments));
  }

  @Override
  public Integer call() throws Exception {
    RunPlan plan = options.plan(root);
    try (var folder = DataFolder.take(plan.data())) {
      if (check) {
        return ExitCode.OK;
      }
      stop.listen();
      folder.awaitOrphans();
      return run(plan, folder);
    }
  }

  private int run(RunPlan plan, DataFolder folder) throws Exception {
    Screen screen = live ? new LiveScreen(out) : new PlainLines(out);
    var programs = new Programs(root, plan.gateway());
    long published;
    try (var run =
        new Run(
            plan,
            folder,
            new Pipeline(plan, folder, programs, new Http()),
            screen,
            stop,
            Clock.systemUTC())) {
      published = run.perform();
    } catch (Part.Failure failure) {
      screen.close();
      explain(failure);
      return ExitCode.SOFTWARE;
    } catch (StoppedException stopped) {
      screen.close();
      out.println(stopped.getMessage());
      return EXIT_INTERRUPTED;
    } finally {
      RunFile.delete(folder.path());
    }
    screen.close();
    boolean complete = new Summary(programs, folder, out).print(published);
    out.flush();
    return complete ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void explain(Part.Failure failure) {
    var err = System.err;
    err.println(
        "ops/run: " + failure.getMessage() + "; the end of its log, " + failure.part().log() + ":");
    failure.part().logEnd(LOG_LINES).forEach(line -> err.println("  " + line));
  }
}
