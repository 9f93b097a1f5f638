// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.provider.http.HttpRequest;
import dev.quotelake.gateway.provider.http.RecordedAnswers;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import dev.quotelake.gateway.quote.Quote;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

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

  /**
   * @param out takes findings
   * @param err takes complaints
   */
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
    if (List.of(words).contains("--help") || List.of(words).contains("-h")) {
      out.println(CheckArguments.USAGE);
      return 0;
    }
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
    answers.tokenRequest().ifPresent(asked -> show("token       ", asked));
    show("request     ", answers.request(sample));
    if (arguments.response().isEmpty()) {
      return 0;
    }
    byte[] body = Files.readAllBytes(arguments.response().get());
    return show(answers, arguments, body, definition.answer());
  }

  private void show(String label, HttpRequest request) {
    out.println(label + request.method() + " " + request.uri());
    request
        .body()
        .ifPresent(
            bytes -> out.println("body        " + new String(bytes, StandardCharsets.UTF_8)));
  }

  private static String name(String definition) {
    return definition.replaceAll(".*/", "").replaceAll("[.]ya?ml$", "");
  }

  private static String reference(String definition) {
    boolean preset =
        DefinitionLoader.PRESETS.contains(definition) && !Files.isRegularFile(Path.of(definition));
    return preset || definition.startsWith("file:") ? definition : "file:" + definition;
  }

  private int show(
      RecordedAnswers answers, CheckArguments arguments, byte[] body, AnswerDefinition definition) {
    try {
      QuoteBatch batch =
          answers.read(
              arguments.symbols(), arguments.status(), arguments.headers(), body, clock.instant());
      new BatchTable(out).print(batch);
      strangers(answers, arguments, body).forEach(line -> out.println("not asked   " + line));
      PointerReport.of(definition, body).forEach(line -> out.println("not found   " + line));
      boolean onlyQuotes = batch.rejects().isEmpty() && !batch.quotes().isEmpty();
      return onlyQuotes ? 0 : FOUND_WANTING;
    } catch (ProviderException failure) {
      out.println(
          "failure     " + failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      out.println("message     " + failure.getMessage());
      failure
          .coolDown()
          .ifPresent(rest -> out.println("cool-down   " + rest.toMillis() / 1000.0 + " s"));
      if (failure.kind() == Kind.MALFORMED_ANSWER) {
        PointerReport.of(definition, body).forEach(line -> out.println("not found   " + line));
      }
      return FOUND_WANTING;
    }
  }

  /** Symbols that the answer holds and nobody asked for, with those they may stand for. */
  private List<String> strangers(RecordedAnswers answers, CheckArguments arguments, byte[] body)
      throws ProviderException {
    if (arguments.symbols().isEmpty()) {
      return List.of();
    }
    QuoteBatch all =
        answers.read(List.of(), arguments.status(), arguments.headers(), body, clock.instant());
    return Stream.of(
            all.quotes().stream().map(Quote::symbol),
            all.rejects().stream()
                .filter(reject -> !reject.reason().equals("not_a_record"))
                .map(Reject::symbol)
                .filter(Objects::nonNull),
            all.empty().stream())
        .flatMap(symbols -> symbols)
        .distinct()
        .filter(symbol -> !answers.isAsked(symbol, arguments.symbols()))
        .map(symbol -> symbol + hint(symbol, arguments.symbols()))
        .toList();
  }

  private static String hint(String answered, List<String> asked) {
    for (String symbol : asked) {
      if (symbol.equalsIgnoreCase(answered)) {
        return " differs from " + symbol + " in case; set symbol.ignore-case";
      }
      if (extendsIt(answered, symbol)
          || extendsIt(symbol, answered)
          || letters(symbol).equals(letters(answered))) {
        return " looks like " + symbol + "; say in symbol.spelling how the vendor spells it";
      }
    }
    return "";
  }

  /** Whether the longer is the shorter with something behind a dot, a colon or the like. */
  private static boolean extendsIt(String longer, String shorter) {
    return longer.length() > shorter.length()
        && longer.regionMatches(true, 0, shorter, 0, shorter.length())
        && !Character.isLetterOrDigit(longer.charAt(shorter.length()));
  }

  private static String letters(String symbol) {
    return symbol.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }
}
