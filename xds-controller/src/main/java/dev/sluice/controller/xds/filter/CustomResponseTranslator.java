package dev.sluice.controller.xds.filter;

import com.github.xds.type.matcher.v3.CelMatcher;
import com.github.xds.type.matcher.v3.HttpAttributesCelMatchInput;
import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import com.github.xds.type.v3.CelExpression;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.cel.expr.Expr;
import dev.cel.expr.ParsedExpr;
import dev.sluice.controller.ir.policy.FallbackIr;
import dev.sluice.controller.ir.route.UpstreamFailure;
import dev.sluice.controller.xds.resource.CodeDetails;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.custom_response.v3.CustomResponse;
import io.envoyproxy.envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy;
import java.util.List;
import java.util.stream.Stream;

/**
 * A translator of the filter that replaces the response of a failed backend by a fixed one. It
 * recognizes failures by their code details, so that denials and failures of the policy servers
 * keep their own responses.
 */
public final class CustomResponseTranslator {
  private static final long SERVER_ERROR = 500;

  private static final List<String> UNREACHABLE =
      List.of(
          "no_healthy_upstream",
          "cluster_not_found",
          "maintenance_mode",
          "early_connect_data",
          CodeDetails.ADMISSION_DENIED);

  private static final List<String> TIMEOUTS =
      Stream.concat(CodeDetails.TIMEOUTS.stream(), Stream.of(CodeDetails.STREAM_IDLE)).toList();

  private CustomResponseTranslator() {}

  /** Returns a filter that does nothing where no route configures it. */
  static Message translate() {
    return CustomResponse.getDefaultInstance();
  }

  public static Any perRoute(FallbackIr fallback) {
    OnMatch answer =
        OnMatch.newBuilder()
            .setAction(EnvoyMessages.matcherExtension("fallback", response(fallback)))
            .build();
    FieldMatcher failure =
        FieldMatcher.newBuilder()
            .setPredicate(Predicate.newBuilder().setSinglePredicate(condition(fallback)))
            .setOnMatch(answer)
            .build();
    return DeterministicEncoding.any(
        CustomResponse.newBuilder()
            .setCustomResponseMatcher(
                Matcher.newBuilder().setMatcherList(MatcherList.newBuilder().addMatchers(failure)))
            .build());
  }

  private static Predicate.SinglePredicate condition(FallbackIr fallback) {
    Expr failed =
        fallback.on().stream()
            .map(CustomResponseTranslator::expression)
            .reduce(CelTree::or)
            .orElseThrow();
    CelMatcher matcher =
        CelMatcher.newBuilder()
            .setExprMatch(
                CelExpression.newBuilder()
                    .setCelExprParsed(ParsedExpr.newBuilder().setExpr(failed)))
            .build();
    return Predicate.SinglePredicate.newBuilder()
        .setInput(
            EnvoyMessages.matcherExtension(
                "response", HttpAttributesCelMatchInput.getDefaultInstance()))
        .setCustomMatch(EnvoyMessages.matcherExtension("failure", matcher))
        .build();
  }

  private static Expr expression(UpstreamFailure failure) {
    Expr details = CelTree.response("code_details");
    return switch (failure) {
      case SERVER_ERROR ->
          CelTree.and(
              CelTree.equal(details, CelTree.text("via_upstream")),
              CelTree.atLeast(CelTree.response("code"), CelTree.number(SERVER_ERROR)));
      case UNREACHABLE ->
          CelTree.or(
              CelTree.in(details, UNREACHABLE), CelTree.startsWith(details, "upstream_reset_"));
      case TIMEOUT -> CelTree.in(details, TIMEOUTS);
    };
  }

  /** Returns the response, with the headers that other filters add to every response. */
  private static LocalResponsePolicy response(FallbackIr fallback) {
    LocalResponsePolicy.Builder response =
        LocalResponsePolicy.newBuilder()
            .setStatusCode(EnvoyMessages.uint(fallback.status()))
            .setBody(DataSource.newBuilder().setInlineString(fallback.body()))
            .addResponseHeadersToAdd(
                EnvoyMessages.overwriting(
                    "content-type", EnvoyMessages.literal(fallback.contentType())))
            .addResponseHeadersToAdd(EnvoyMessages.overwriting(XdsNames.FALLBACK_HEADER, "true"))
            .addResponseHeadersToAdd(
                EnvoyMessages.overwriting(XdsNames.CORRELATION_HEADER, "%REQ(X-CORRELATION-ID)%"))
            .addResponseHeadersToAdd(
                EnvoyMessages.overwriting("x-policy-version", "%REQ(X-POLICY-VERSION)%"));
    fallback
        .headers()
        .forEach((name, value) ->
            response.addResponseHeadersToAdd(
                EnvoyMessages.overwriting(name, EnvoyMessages.literal(value))));
    return response.build();
  }
}
