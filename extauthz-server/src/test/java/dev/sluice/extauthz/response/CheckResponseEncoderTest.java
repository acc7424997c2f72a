package dev.sluice.extauthz.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPart;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.RouteRule;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckResponseEncoderTest {
  private static final Identity CALLER =
      new Identity.Caller("u", "t", "p", "w", "org-admin", AccessLevel.ADMIN, "default");

  private static CheckResponse answer(Decision decision) {
    return answer(decision, false);
  }

  private static CheckResponse answer(Decision decision, boolean grpc) {
    try {
      return CheckResponse.parseFrom(
          CheckResponseEncoder.encode(
              decision,
              CheckResponseEncoder.encodeFields(EncodedDecisionKey.of(decision)),
              MessageDetail.CODE,
              grpc));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void encode_allow() {
    RequestHeaderChanges changes =
        new RequestHeaderChanges(
            List.of(new RequestHeaderChanges.Header("x-user-id", "u")), List.of("authorization"));
    Decision.Facts facts = facts(route(Dialect.DIALECT_SLUICE), CredentialKind.JWT);
    CheckResponse response = answer(new Decision.Allow(facts, CALLER, changes));
    assertEquals(0, response.getStatus().getCode());
    assertEquals(Map.of("x-user-id", "u"), headers(response.getOkResponse().getHeadersList()));
    assertEquals(List.of("authorization"), response.getOkResponse().getHeadersToRemoveList());
    assertEquals(
        Map.of("x-correlation-id", "c\"1", "x-policy-version", "policy-0.3"),
        headers(response.getOkResponse().getResponseHeadersToAddList()));
  }

  @Test
  void encode_allow_metadata() {
    Decision.Facts facts = facts(route(Dialect.DIALECT_OPENAI), CredentialKind.JWT);
    var allow = new Decision.Allow(facts, CALLER, new RequestHeaderChanges(List.of(), List.of()));
    Map<String, String> expected = new TreeMap<>();
    expected.put("v", "1");
    expected.put("request_id", "r-1");
    expected.put("decision", "allow");
    expected.put("rule", "level:*");
    expected.put("reason", "");
    expected.put("subject", "u");
    expected.put("tenant", "t");
    expected.put("project", "p");
    expected.put("workspace", "w");
    expected.put("role", "admin");
    expected.put("credential", "jwt");
    expected.put("publish", "ai");
    expected.put("route", "ai/chat");
    expected.put("environment", "dev");
    expected.put("api_version", "v1");
    expected.put("policy_version", "policy-0.3");
    expected.put("policy", "policy-0.3");
    expected.put("target", "chat");
    expected.put("dialect", "openai");
    expected.put("inspection", "pre_only");
    expected.put("sse_ids", "add");
    expected.put("waf_body", "log");
    expected.put("correlation_id", "c\"1");
    assertEquals(expected, metadata(answer(allow)));
  }

  @Test
  void encode_deny_metadata() {
    var metadata = metadata(answer(deny(null, DenialCode.NOT_FOUND)));
    assertEquals("deny", metadata.get("decision"));
    assertEquals("NOT_FOUND", metadata.get("reason"));
    assertEquals("-", metadata.get("subject"));
    assertEquals("-", metadata.get("target"));
    assertEquals("sluice", metadata.get("dialect"));
    assertEquals("none", metadata.get("credential"));
    assertEquals(22, metadata.size());
  }

  @ParameterizedTest
  @EnumSource(DenialCode.class)
  void encode_deny_sluiceFormat(DenialCode code) {
    CheckResponse response = answer(deny(route(Dialect.DIALECT_SLUICE), code));
    var denied = response.getDeniedResponse();
    assertEquals(code.status(), denied.getStatus().getCodeValue());
    assertFalse(response.getStatus().getCode() == 0);
    String text = "{\"code\":\"" + code + "\",\"message\":\"" + code + "\"}";
    assertEquals("{\"error\":" + text + ",\"correlation_id\":\"c\\\"1\"}", denied.getBody());
    var headers = headers(denied.getHeadersList());
    assertEquals("application/json", headers.get("content-type"));
    assertEquals("r-1", headers.get("x-request-id"));
    assertEquals("c\"1", headers.get("x-correlation-id"));
    assertEquals("policy-0.3", headers.get("x-policy-version"));
    assertEquals(code.status() == 401, headers.containsKey("www-authenticate"));
    assertEquals(code.status() == 503, headers.containsKey("retry-after"));
    assertFalse(headers.containsKey("grpc-status"));
  }

  @ParameterizedTest
  @EnumSource(DenialCode.class)
  void encode_denyOfGrpc_hasStatusOfLimits(DenialCode code) {
    CheckResponse response = answer(deny(route(Dialect.DIALECT_SLUICE), code), true);
    assertEquals(code.status() == 429, response.getStatus().getCode() == 8);
    assertEquals(
        code.status() == 429 ? "8" : null,
        headers(response.getDeniedResponse().getHeadersList()).get("grpc-status"));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_INVALID_TOKEN, authentication_error",
    "AUTH_FORBIDDEN, permission_error",
    "NOT_FOUND, invalid_request_error",
    "AUTHZ_UNAVAILABLE, server_error",
  })
  void encode_deny_openAiFormat(DenialCode code, String type) {
    var denied = answer(deny(route(Dialect.DIALECT_OPENAI), code)).getDeniedResponse();
    assertEquals(
        "{\"error\":{\"message\":\""
            + code
            + "\",\"type\":\""
            + type
            + "\",\"param\":null,\"code\":\""
            + code
            + "\"},\"request_id\":\"r-1\",\"correlation_id\":\"c\\\"1\"}",
        denied.getBody());
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_INVALID_TOKEN, authentication_error",
    "TENANT_MISMATCH, permission_error",
    "TENANT_HEADER_REQUIRED, invalid_request_error",
    "NOT_FOUND, not_found_error",
    "AUTHZ_UNAVAILABLE, api_error",
  })
  void encode_deny_anthropicFormat(DenialCode code, String type) {
    var denied = answer(deny(route(Dialect.DIALECT_ANTHROPIC), code)).getDeniedResponse();
    assertEquals(
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\",\"code\":\"%s\"},\"request_id\":\"r-1\",\"correlation_id\":\"c\\\"1\"}"
            .formatted(type, code, code),
        denied.getBody());
  }

  @Test
  void encode_deny_problemFormat() {
    var denied =
        answer(deny(route(Dialect.DIALECT_PROBLEM), DenialCode.TENANT_MISMATCH))
            .getDeniedResponse();
    assertEquals(
        "{\"type\":\"urn:sluice:error:TENANT_MISMATCH\",\"title\":\"TENANT_MISMATCH\",\"status\":403,\"detail\":\"TENANT_MISMATCH\",\"code\":\"TENANT_MISMATCH\",\"param\":null,\"request_id\":\"r-1\",\"correlation_id\":\"c\\\"1\"}",
        denied.getBody());
    assertEquals("application/problem+json", headers(denied.getHeadersList()).get("content-type"));
  }

  @Test
  void encode_responseHeaders_allowAndDeny() {
    Decision.Facts plain = facts(route(Dialect.DIALECT_SLUICE), CredentialKind.JWT);
    Decision.Facts facts =
        new Decision.Facts(
            plain.requestId(),
            plain.correlationId(),
            plain.route(),
            plain.rule(),
            plain.policyVersion(),
            plain.environment(),
            plain.trace(),
            plain.policyId(),
            plain.basis(),
            List.of(new RequestHeaderChanges.Header("x-trace-id", "t-1")));
    var allow = new Decision.Allow(facts, CALLER, new RequestHeaderChanges(List.of(), List.of()));
    var deny = new Decision.Deny(facts, CALLER, DenialCode.AUTH_FORBIDDEN);
    assertEquals(
        "t-1",
        headers(answer(allow).getOkResponse().getResponseHeadersToAddList()).get("x-trace-id"));
    assertEquals(
        "t-1", headers(answer(deny).getDeniedResponse().getHeadersList()).get("x-trace-id"));
  }

  @Test
  void encode_deny_challengeNamesResourceAndScopes() {
    String where = ", resource_metadata=\"https://api.example.com/.well-known/x\"";
    assertEquals(
        "Bearer realm=\"sluice\"" + where,
        challenge(facts(resource(List.of()), CredentialKind.NONE, "no-credential")));
    assertEquals(
        "Bearer realm=\"sluice\"" + where + ", error=\"invalid_token\"",
        challenge(facts(resource(List.of()), CredentialKind.JWT, "expired")));
    String scope = "Bearer realm=\"sluice\"" + where + ", error=\"insufficient_scope\"";
    assertEquals(scope + ", scope=\"a b\"", forbidden(resource(List.of("a", "b")), "scope"));
    assertEquals(scope, forbidden(resource(List.of("a\"")), "scope"));
    assertNull(forbidden(resource(List.of("a")), ""));
  }

  private static @Nullable String forbidden(RouteRule route, String detail) {
    var deny =
        new Decision.Deny(
            facts(route, CredentialKind.JWT, detail), CALLER, DenialCode.AUTH_FORBIDDEN);
    return headers(answer(deny).getDeniedResponse().getHeadersList()).get("www-authenticate");
  }

  private static RouteRule resource(List<String> scopes) {
    RouteRule plain = route(Dialect.DIALECT_SLUICE);
    return new RouteRule(
        plain.id(),
        plain.publish(),
        plain.environment(),
        new AuthRequirement.Token(List.of("default"), "", scopes),
        plain.minLevel(),
        plain.apiVersion(),
        plain.dialect(),
        plain.target(),
        plain.inspection(),
        plain.sseIds(),
        plain.upstreamAuth(),
        plain.internalToken(),
        "",
        "https://api.example.com/.well-known/x",
        "api",
        plain.waf(),
        List.of(),
        Map.of());
  }

  @Test
  void encode_deny_challenge() {
    RouteRule route = route(Dialect.DIALECT_SLUICE);
    assertEquals("Bearer realm=\"sluice\"", challenge(facts(route, CredentialKind.NONE)));
    assertEquals(
        "Bearer realm=\"sluice\", error=\"invalid_token\"",
        challenge(facts(route, CredentialKind.JWT)));
  }

  @Test
  void encode_deny_challengeOfDpop() {
    RouteRule route = route(Dialect.DIALECT_SLUICE);
    String algorithms = ", algs=\"RS256 PS256 ES256 ES384 ES512 EdDSA\"";
    String proof = "DPoP realm=\"sluice\", error=\"invalid_dpop_proof\"" + algorithms;
    assertEquals(proof, challenge(facts(route, CredentialKind.DPOP, "dpop-replayed")));
    String token = "DPoP realm=\"sluice\", error=\"invalid_token\"" + algorithms;
    assertEquals(token, challenge(facts(route, CredentialKind.DPOP, "expired")));
    assertEquals(token, challenge(facts(route, CredentialKind.DPOP, "dpop-unbound")));
    assertEquals(token, challenge(facts(route, CredentialKind.JWT, "dpop-required")));
    assertEquals(
        "Bearer realm=\"sluice\", error=\"invalid_token\"",
        challenge(facts(route, CredentialKind.JWT, "certificate-other")));
  }

  private static @Nullable String challenge(Decision.Facts facts) {
    var deny = new Decision.Deny(facts, new Identity.Anonymous(), DenialCode.AUTH_INVALID_TOKEN);
    return headers(answer(deny).getDeniedResponse().getHeadersList()).get("www-authenticate");
  }

  private static Decision.Deny deny(@Nullable RouteRule route, DenialCode code) {
    return new Decision.Deny(facts(route, CredentialKind.NONE), new Identity.Anonymous(), code);
  }

  private static Decision.Facts facts(@Nullable RouteRule route, CredentialKind kind) {
    return facts(route, kind, "");
  }

  private static Decision.Facts facts(
      @Nullable RouteRule route, CredentialKind kind, String detail) {
    DecisionTrace trace =
        new DecisionTrace(
            DecisionTrace.RouteSource.PUBLISH,
            kind,
            detail,
            false,
            AccessLevel.ADMIN,
            AccessLevel.VIEWER,
            "",
            List.of());
    return new Decision.Facts("r-1", "c\"1", route, "level:*", "policy-0.3", "dev", trace);
  }

  private static RouteRule route(Dialect dialect) {
    return new RouteRule(
        "ai/chat",
        "ai",
        "dev",
        new AuthRequirement.Open(),
        AccessLevel.VIEWER,
        "v1",
        dialect,
        "chat",
        "pre_only",
        "add",
        UpstreamAuth.UPSTREAM_AUTH_STRIP,
        false,
        "",
        "",
        "",
        new RouteWafParts(Set.of(WafPart.PATH, WafPart.BODY), false),
        List.of(),
        Map.of());
  }

  private static Map<String, String> headers(List<HeaderValueOption> options) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HeaderValueOption option : options) {
      assertEquals(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD, option.getAppendAction());
      headers.put(option.getHeader().getKey(), option.getHeader().getValue());
    }
    return headers;
  }

  private static Map<String, String> metadata(CheckResponse response) {
    Struct top = response.getDynamicMetadata();
    assertEquals(1, top.getFieldsCount());
    Map<String, String> texts = new TreeMap<>();
    top.getFieldsOrThrow("sluice")
        .getStructValue()
        .getFieldsMap()
        .forEach((name, value) -> texts.put(name, value.getStringValue()));
    return texts;
  }
}
