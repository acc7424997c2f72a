package dev.sluice.extauthz.response;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.sluice.config.v1.Dialect;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.HeaderChanges;
import dev.sluice.extauthz.policy.RouteRule;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;

/** Writes decisions as Envoy reads them. */
public final class CheckResponses {
  private CheckResponses() {}

  /** The answer to one check. */
  public static CheckResponse of(Decision decision) {
    CheckResponse.Builder response =
        CheckResponse.newBuilder().setDynamicMetadata(DecisionMetadata.of(decision));
    return switch (decision) {
      case Decision.Allow(var facts, _, var upstream) ->
          response
              .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
              .setOkResponse(allowed(facts, upstream))
              .build();
      case Decision.Deny(var facts, _, var code) ->
          response
              .setStatus(Status.newBuilder().setCode(rpcCode(code).getNumber()))
              .setDeniedResponse(denied(facts, code))
              .build();
    };
  }

  private static OkHttpResponse allowed(Facts facts, HeaderChanges upstream) {
    OkHttpResponse.Builder ok = OkHttpResponse.newBuilder();
    for (HeaderChanges.Header header : upstream.set()) {
      ok.addHeaders(header(header.name(), header.value()));
    }
    for (HeaderChanges.Header header : facts.returned()) {
      ok.addResponseHeadersToAdd(header(header.name(), header.value()));
    }
    return ok.addAllHeadersToRemove(upstream.remove())
        .addResponseHeadersToAdd(header("x-correlation-id", facts.correlationId()))
        .addResponseHeadersToAdd(header("x-policy-version", facts.policyVersion()))
        .build();
  }

  private static DeniedHttpResponse denied(Facts facts, ErrorCode code) {
    RouteRule route = facts.route();
    DenialBody body = DenialBody.of(route == null ? Dialect.DIALECT_SLUICE : route.dialect());
    DeniedHttpResponse.Builder denied =
        DeniedHttpResponse.newBuilder()
            .setStatus(HttpStatus.newBuilder().setCode(StatusCode.forNumber(code.status())))
            .addHeaders(header("content-type", body.contentType()))
            .addHeaders(header("x-correlation-id", facts.correlationId()))
            .addHeaders(header("x-policy-version", facts.policyVersion()))
            .setBody(body.render(code, facts.correlationId()));
    for (HeaderChanges.Header header : facts.returned()) {
      denied.addHeaders(header(header.name(), header.value()));
    }
    Challenge.of(facts, code)
        .ifPresent(challenge -> denied.addHeaders(header("www-authenticate", challenge)));
    if (code.status() == 503) {
      denied.addHeaders(header("retry-after", "1"));
    }
    return denied.build();
  }

  private static Code rpcCode(ErrorCode code) {
    return switch (code.status()) {
      case 400 -> Code.INVALID_ARGUMENT;
      case 401 -> Code.UNAUTHENTICATED;
      case 404 -> Code.NOT_FOUND;
      case 500 -> Code.INTERNAL;
      case 503 -> Code.UNAVAILABLE;
      default -> Code.PERMISSION_DENIED;
    };
  }

  private static HeaderValueOption header(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .build();
  }
}
