package dev.sluice.extauthz.replay;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.block.NetworkRule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of records of {@code decision_events}, as JSON with the columns as members. */
public final class DecisionRecordReader {
  private static final String UNKNOWN = "-";
  private static final JsonMapper JSON = JsonMapper.shared();

  private DecisionRecordReader() {}

  /**
   * Reads the request of a record. Empty if the record has no inputs, because an earlier version
   * wrote it.
   *
   * @throws IllegalArgumentException if a member is missing or has an unknown value
   */
  public static Optional<DecidedRequest> read(JsonNode row) {
    JsonNode inputs = row.path("inputs");
    if (!inputs.isObject()) {
      return Optional.empty();
    }
    RouteSource source =
        RouteSource.valueOf(inputs.path("source").asString("none").toUpperCase(Locale.ROOT));
    Identity identity = identity(row, inputs);
    return Optional.of(
        new DecidedRequest(
            input(row, inputs, source),
            text(row, "environment"),
            source,
            source == RouteSource.PUBLISH ? route(row, inputs) : null,
            verdict(row),
            inputs.path("auth").asString(""),
            inputs.path("issuers").asString(""),
            CredentialKind.valueOf(text(row, "credential").toUpperCase(Locale.ROOT)),
            text(row, "reason"),
            identity,
            claims(inputs, text(row, "credential")),
            rows(inputs, row),
            new RecordedValues(row, inputs)));
  }

  private static Verdict verdict(JsonNode row) {
    return new Verdict(
        row.path("decision").asString("").equals("allow"),
        row.path("error_code").asString(""),
        text(row, "rule"));
  }

  private static CheckInput input(JsonNode row, JsonNode inputs, RouteSource source) {
    boolean named =
        inputs.path("route_named").asBoolean(false) || text(row, "rule").equals("route:unknown");
    Optional<String> routeId =
        named && source != RouteSource.PUBLISH
            ? Optional.of(row.path("route_id").asString(""))
            : Optional.empty();
    JsonNode time = row.has("ts_ms") ? row.path("ts_ms") : row.path("timestamp");
    return new CheckInput(
        text(row, "method"),
        text(row, "host"),
        text(row, "path") + query(inputs.path("query")),
        headers(inputs.path("headers")),
        new ClientPeer(row.path("client_ip").asString(""), inputs.path("principal").asString("")),
        routeId,
        text(row, "request_id"),
        text(row, "correlation_id"),
        Instant.ofEpochMilli(time.asLong()));
  }

  private static Map<String, String> headers(JsonNode kept) {
    Map<String, String> headers = new HashMap<>();
    kept.forEachEntry((name, value) -> headers.put(name, value.asString()));
    return headers;
  }

  private static String query(JsonNode kept) {
    List<String> pairs = new ArrayList<>();
    kept.forEachEntry((name, values) ->
        values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value.asString()))));
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Identity identity(JsonNode row, JsonNode inputs) {
    return inputs.has("issuer")
        ? new Identity.Caller(
            text(row, "user_id"),
            text(row, "tenant_id"),
            text(row, "project_id"),
            text(row, "workspace_id"),
            inputs.path("token_role").asString(""),
            AccessLevel.parse(text(row, "role")),
            inputs.path("issuer").asString(""))
        : new Identity.Anonymous();
  }

  private static @Nullable Claims claims(JsonNode inputs, String credential) {
    if (!RecordedValues.isToken(credential)) {
      return null;
    }
    JsonNode kept = inputs.path("claims");
    Map<String, Object> members = new HashMap<>();
    kept.forEachEntry((name, value) -> members.put(name, JSON.treeToValue(value, Object.class)));
    return new Claims(members);
  }

  private static RouteRule route(JsonNode row, JsonNode inputs) {
    boolean open = inputs.path("auth").asString("").equals("open");
    return new RouteRule(
        row.path("route_id").asString(""),
        row.path("publish_id").asString(""),
        text(row, "environment"),
        open ? new AuthRequirement.Open() : new AuthRequirement.Unknown(),
        AccessLevel.parse(inputs.path("level").asString("")),
        row.path("api_version").asString(""),
        Dialect.DIALECT_SLUICE,
        text(row, "route_target"),
        "",
        "",
        UpstreamAuth.UPSTREAM_AUTH_STRIP,
        false,
        "",
        "",
        inputs.path("product").asString(""),
        RouteWafParts.NONE,
        List.of(),
        Map.of());
  }

  private static List<NetworkRule> rows(JsonNode inputs, JsonNode row) {
    JsonNode listed = inputs.path("address_rows");
    Optional<IpAddress> client = IpAddress.parse(row.path("client_ip").asString(""));
    if (listed.isEmpty() || client.isEmpty()) {
      return List.of();
    }
    CidrBlock network = CidrBlock.around(client.get(), 128);
    Set<String> tenant = Set.of(text(row, "tenant_id"));
    return listed
        .valueStream()
        .map(one ->
            new NetworkRule(
                one.path("rule").asString(""),
                network,
                one.path("allows").asBoolean(false),
                one.path("tenant").asBoolean(false) ? tenant : Set.of(),
                Long.MAX_VALUE))
        .collect(Collectors.toList());
  }

  /** Returns a column; empty if the record has no value for it. */
  private static String text(JsonNode row, String column) {
    JsonNode value = row.path(column);
    if (!value.isString()) {
      throw new IllegalArgumentException("the record has no " + column);
    }
    return value.asString().equals(UNKNOWN) ? "" : value.asString();
  }
}
