package dev.sluice.controller.xds.route;

import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.version.VersionGoneIr;
import dev.sluice.controller.ir.version.VersionLifecycleIr;
import dev.sluice.controller.ir.version.VersionMatchIr;
import dev.sluice.controller.ir.version.VersionPathIr;
import dev.sluice.controller.xds.resource.DialectBodies;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A translator of API versions: the match, the headers of a version that ends (RFC 9745, RFC 8594,
 * RFC 8288), and the response in its place.
 */
final class VersionTranslator {
  private static final int GONE = 410;

  /** The format of dates in headers (RFC 9110), which always has two digits of the day. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private VersionTranslator() {}

  static HeaderMatcher match(VersionMatchIr match) {
    return HeaderMatcher.newBuilder()
        .setName(match.header())
        .setStringMatch(StringMatcher.newBuilder().setSafeRegex(EnvoyMessages.regex(match.regex())))
        .setInvertMatch(match.inverted())
        .setTreatMissingHeaderAsEmpty(match.optional())
        .build();
  }

  static RegexMatchAndSubstitute rewrite(VersionPathIr path) {
    return RegexMatchAndSubstitute.newBuilder()
        .setPattern(EnvoyMessages.regex("^" + path.unversioned()))
        .setSubstitution(path.versioned())
        .build();
  }

  /** Returns the headers that announce an end; they are also added to errors. */
  static List<HeaderValueOption> headers(VersionLifecycleIr end) {
    List<HeaderValueOption> headers = new ArrayList<>();
    end.deprecated()
        .ifPresent(since ->
            headers.add(EnvoyMessages.overwriting("deprecation", "@" + since.getEpochSecond())));
    end.sunset()
        .ifPresent(at -> headers.add(EnvoyMessages.overwriting("sunset", HTTP_DATE.format(at))));
    if (!end.links().isEmpty()) {
      String links =
          end.links().stream()
              .map(link -> "<" + link.target() + ">; rel=\"" + link.relation() + "\"")
              .collect(Collectors.joining(", "));
      headers.add(
          EnvoyMessages.header(
              "link", EnvoyMessages.literal(links), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD));
    }
    end.gone()
        .ifPresent(gone -> {
          // Caches may store a 410 without being asked to.
          headers.add(EnvoyMessages.overwriting("cache-control", "no-store"));
          gone.until()
              .ifPresent(until ->
                  headers.add(
                      EnvoyMessages.overwriting("retry-after", HTTP_DATE.format(roundUp(until)))));
        });
    return headers;
  }

  private static Instant roundUp(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(time) ? time : second.plusSeconds(1);
  }

  static DirectResponseAction gone(VersionGoneIr gone, ErrorDialect dialect, MessageDetail detail) {
    ErrorDetails error = ErrorDetails.of("API_VERSION_SUNSET", GONE, DialectBodies.RESPONSE_TEXT);
    DirectResponseAction response =
        DirectResponseAction.newBuilder()
            .setStatus(GONE)
            .setBody(DataSource.newBuilder().setInlineString(gone.message()))
            .build();
    return NewerEnvoyFields.formatted(
        response, DialectBodies.format(dialect, detail.limit(error), DialectBodies.IDS));
  }
}
