// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.http.RecordedAnswers;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * {@code --check DEFINITION --response FILE}: shows what a recorded answer maps to. Exit code 0 if
 * the definition is valid and the answer gives quotes only, 1 if not, 2 for wrong arguments.
 */
public final class CheckCommand {

  private static final int FOUND_WANTING = 1;
  private static final int WRONG_ARGUMENTS = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  /** Writes findings to one stream and complaints to another. */
  public CheckCommand(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Whether these are arguments for this command. */
  public static boolean isMeant(String... arguments) {
    return arguments.length > 0 && arguments[0].startsWith("--check");
  }

  /** Runs and returns the exit code. */
  public int run(String... words) {
    try {
      return check(CheckArguments.parse(List.of(words)));
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      err.println(CheckArguments.USAGE);
      return WRONG_ARGUMENTS;
    } catch (DefinitionException wrong) {
      err.println(wrong.getMessage());
      return FOUND_WANTING;
    } catch (IOException unreadable) {
      err.println("cannot read the response: " + unreadable);
      return WRONG_ARGUMENTS;
    }
  }

  private int check(CheckArguments arguments) throws DefinitionException, IOException {
    ProviderDefinition definition = DefinitionLoader.load(reference(arguments.definition()));
    RecordedAnswers answers = new RecordedAnswers(name(arguments.definition()), definition, clock);
    out.println("definition  " + definition.title() + ": valid");
    List<String> sample = arguments.symbols().isEmpty() ? List.of("SYMBOL") : arguments.symbols();
    out.println("request     GET " + answers.url(sample));
    if (arguments.response().isEmpty()) {
      return 0;
    }
    return show(answers, arguments, Files.readAllBytes(arguments.response().get()));
  }

  private static String name(String definition) {
    return definition.replaceAll(".*/", "").replaceAll("[.]ya?ml$", "");
  }

  private static String reference(String definition) {
    boolean preset =
        DefinitionLoader.PRESETS.contains(definition) && !Files.isRegularFile(Path.of(definition));
    return preset || definition.startsWith("file:") ? definition : "file:" + definition;
  }

  private int show(RecordedAnswers answers, CheckArguments arguments, byte[] body) {
    try {
      QuoteBatch batch =
          answers.read(
              arguments.symbols(), arguments.status(), arguments.headers(), body, clock.instant());
      new BatchTable(out).print(batch);
      boolean onlyQuotes = batch.rejects().isEmpty() && !batch.quotes().isEmpty();
      return onlyQuotes ? 0 : FOUND_WANTING;
    } catch (ProviderException failure) {
      out.println(
          "failure     " + failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      out.println("message     " + failure.getMessage());
      failure
          .coolDown()
          .ifPresent(rest -> out.println("cool-down   " + rest.toMillis() / 1000.0 + " s"));
      return FOUND_WANTING;
    }
  }
}
