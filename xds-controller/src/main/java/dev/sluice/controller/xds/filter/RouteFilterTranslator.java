package dev.sluice.controller.xds.filter;

import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import com.github.xds.type.matcher.v3.RegexMatcher;
import com.github.xds.type.matcher.v3.StringMatcher;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcher;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcherPerRoute;
import io.envoyproxy.envoy.extensions.filters.common.matcher.action.v3.SkipFilter;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.ExecuteFilterAction;
import io.envoyproxy.envoy.type.matcher.v3.HttpRequestHeaderMatchInput;

/**
 * A translator of filters that are configured by routes alone, because their own settings for
 * routes lack some fields. A place in the chain is a composite filter; the route selects the filter
 * that is executed there.
 */
final class RouteFilterTranslator {
  private RouteFilterTranslator() {}

  /** Returns a filter that does nothing where no route configures it. */
  static Message translate() {
    return ExtensionWithMatcher.newBuilder()
        .setExtensionConfig(
            EnvoyMessages.extension("envoy.filters.http.composite", Composite.getDefaultInstance()))
        .setXdsMatcher(Matcher.newBuilder().setOnNoMatch(skip()))
        .build();
  }

  /** Returns the settings of a route that executes a filter for all requests. */
  static Any perRoute(String name, Message filter) {
    return perRoute(Matcher.newBuilder().setOnNoMatch(execute(name, filter)).build());
  }

  /** Returns the settings of a route that executes a filter for requests without a header. */
  static Any perRouteWithout(String header, String name, Message filter) {
    Predicate present =
        Predicate.newBuilder()
            .setSinglePredicate(
                SinglePredicate.newBuilder()
                    .setInput(
                        EnvoyMessages.matcherExtension(
                            "header",
                            HttpRequestHeaderMatchInput.newBuilder().setHeaderName(header).build()))
                    .setValueMatch(
                        StringMatcher.newBuilder()
                            .setSafeRegex(
                                RegexMatcher.newBuilder()
                                    .setGoogleRe2(RegexMatcher.GoogleRE2.getDefaultInstance())
                                    .setRegex(".+"))))
            .build();
    return perRoute(
        Matcher.newBuilder()
            .setMatcherList(
                MatcherList.newBuilder()
                    .addMatchers(
                        FieldMatcher.newBuilder().setPredicate(present).setOnMatch(skip())))
            .setOnNoMatch(execute(name, filter))
            .build());
  }

  private static Any perRoute(Matcher matcher) {
    return DeterministicEncoding.any(
        ExtensionWithMatcherPerRoute.newBuilder().setXdsMatcher(matcher).build());
  }

  private static OnMatch skip() {
    return OnMatch.newBuilder()
        .setAction(EnvoyMessages.matcherExtension("skip", SkipFilter.getDefaultInstance()))
        .build();
  }

  private static OnMatch execute(String name, Message filter) {
    ExecuteFilterAction run =
        ExecuteFilterAction.newBuilder()
            .setTypedConfig(EnvoyMessages.extension(name, filter))
            .build();
    return OnMatch.newBuilder().setAction(EnvoyMessages.matcherExtension("execute", run)).build();
  }
}
