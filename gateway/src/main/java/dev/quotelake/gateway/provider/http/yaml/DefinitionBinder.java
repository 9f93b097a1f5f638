// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.BasicAuthentication;
import dev.quotelake.gateway.provider.http.definition.BodyDefinition;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.Rest;
import dev.quotelake.gateway.provider.http.definition.Currency;
import dev.quotelake.gateway.provider.http.definition.Flaws;
import dev.quotelake.gateway.provider.http.definition.Market;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Spelling;
import dev.quotelake.gateway.provider.http.definition.StatusSet;
import dev.quotelake.gateway.provider.http.definition.Template;
import dev.quotelake.gateway.provider.http.definition.TokenDefinition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Binds a definition that its schema has found well-formed to the records. What the schema cannot
 * see, the records refuse; a part that is refused is told as a mistake and then taken for not
 * given, so that the others are looked at too. A native executable needs to be told of the records;
 * nested ones come with those that hold them.
 */
@RegisterForReflection(
    targets = {
      ProviderDefinition.class,
      RequestDefinition.class,
      BasicAuthentication.class,
      BodyDefinition.class,
      TokenDefinition.class,
      AnswerDefinition.class,
      Currency.class,
      Market.class,
      Condition.class,
      StatusSet.class,
      Spelling.class,
      BudgetDefinition.class,
      CoolDownDefinition.class,
      QuoteField.class,
      Kind.class
    })
final class DefinitionBinder {

  private static final String SEE_PAGE = "PROVIDERS.md says what may stand here";

  private DefinitionBinder() {}

  static ProviderDefinition bind(JsonNode definition, Mistakes mistakes) {
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .annotationIntrospector(new Constants())
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModules(new Jdk8Module(), new Texts())
            .addHandler(new Refusals(mistakes))
            .build();
    try {
      return mapper.treeToValue(definition, ProviderDefinition.class);
    } catch (JsonProcessingException notSeen) {
      throw new IllegalStateException("the schema allows what the records cannot hold", notSeen);
    }
  }

  /** Constants are written in small letters, with hyphens. */
  private static final class Constants extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      return Arrays.stream(constants).map(Constants::name).toArray(String[]::new);
    }

    private static String name(Enum<?> constant) {
      return Condition.KINDS.entrySet().stream()
          .filter(kind -> kind.getValue() == constant)
          .map(kind -> kind.getKey())
          .findFirst()
          .orElseGet(() -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /** Whatever is written as a text with a form of its own. */
  private static final class Texts extends SimpleModule {

    private static final long serialVersionUID = 1L;

    Texts() {
      add(Pointer.class, Pointer::parse, SEE_PAGE);
      add(Template.class, Template::parse, "correct the placeholder");
      add(Rest.class, Rest::parse, "write a time such as 30s, or end-of-minute");
      add(Duration.class, DurationConverter::parseDuration, "write a time such as 500ms or 30s");
      add(LocalTime.class, LocalTime::parse, "write HH:mm");
      add(ZoneId.class, ZoneId::of, "name a zone such as America/New_York or UTC");
      add(Charset.class, Charset::forName, "name a charset such as utf-8 or iso-8859-1");
      add(BigDecimal.class, BigDecimal::new, "write a number");
      add(Pattern.class, Pattern::compile, "write a regular expression as Java understands it");
    }

    private <T> void add(Class<T> type, Function<String, T> reader, String remedy) {
      addDeserializer(
          type,
          new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
              String text = parser.getText();
              try {
                return reader.apply(text);
              } catch (RuntimeException wrong) {
                Flaws flaws = new Flaws("", wrong.getMessage() + "; " + remedy);
                return type.cast(context.handleInstantiationProblem(type, text, flaws));
              }
            }
          });
    }
  }

  /** Tells what a record or a text's reader refuses, and goes on without it. */
  private static final class Refusals extends DeserializationProblemHandler {

    private final Mistakes mistakes;

    Refusals(Mistakes mistakes) {
      this.mistakes = mistakes;
    }

    @Override
    public Object handleInstantiationProblem(
        DeserializationContext context, Class<?> type, Object argument, Throwable problem) {
      String path = path(context.getParser());
      Throwable refusal = problem instanceof Flaws ? problem : problem.getCause();
      if (refusal instanceof Flaws flaws) {
        for (Flaws.Flaw flaw : flaws.all()) {
          String member = flaw.member().isEmpty() ? "" : "/" + flaw.member();
          mistakes.add(path + member, flaw.what());
        }
      } else {
        mistakes.add(path, refusal + "; " + SEE_PAGE);
      }
      return null;
    }

    /** Records are made when the parser has left them, or stands before a member they ignore. */
    private static String path(JsonParser parser) {
      JsonStreamContext at = parser.getParsingContext();
      boolean inside = parser.currentToken() == JsonToken.FIELD_NAME;
      return (inside ? at.getParent() : at).pathAsPointer().toString();
    }
  }
}
