package dev.sluice.extauthz.replay;

import dev.sluice.common.Secret;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.Level;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.PublishRouteFinder;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.UpstreamSettings;
import dev.sluice.extauthz.decision.guard.AddressGuard;
import dev.sluice.extauthz.decision.guard.ConditionGuard;
import dev.sluice.extauthz.decision.guard.RequiredHeaderGuard;
import dev.sluice.extauthz.decision.guard.TenantHeaderGuard;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.RecordingIssuerListener;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.journal.RecordedDecisions;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random requests with the decisions of an authorizer as the server has it, and their records. A
 * seed makes the same requests again.
 */
public final class RecordedTraffic {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.ES256, "k");
  private static final List<String> PATHS =
      List.of(
          "/v1/rag",
          "/v1/rag/index?q=1",
          "/v1/agent",
          "/v1/agent/run?mode=x",
          "/v1/chat",
          "/v1/chat?mode=safe",
          "/v1/chat?mode=fast&mode=safe",
          "/v1/chat?mode=fast",
          "/v1/chat/%EA%B2%B0%EC%A0%9C",
          "/v1/admin",
          "/v1/none",
          "/v1/../admin%2f",
          "/pub/orders/9001013123456789",
          "/pub/orders?session=canary",
          "/open/status",
          "/elsewhere");

  private final Path folder;
  private final Random random;
  private final TestClock clock = new TestClock();
  private final IssuerRegistry issuers =
      new IssuerRegistry(
          NativeCrypto.none(),
          SignatureExecutor.onCallingThread(),
          clock,
          new RecordingIssuerListener());
  private final RouteRules publishes =
      RouteRules.none().with(Map.of("orders", orders(), "open", open()), Set.of());
  private final NetworkRuleTable rows =
      NetworkRuleTable.empty()
          .with(
              Map.of(
                  "deny", row("deny", "203.0.113.7", false, Set.of()),
                  "allow", row("allow", "198.51.100.9", true, Set.of()),
                  "tenant", row("tenant", "203.0.113.8", false, Set.of("acme"))),
              Set.of());
  private final List<String> tokens;
  private final Map<String, AuthzPolicy> policies = new HashMap<>();
  private final String policy;
  private final Set<String> rules = new TreeSet<>();
  private Instant now = clock.instant();

  /** A decided request: as it was, and what its record says. */
  public record Exchange(
      CheckInput input,
      Decision decision,
      Verdict verdict,
      DecidedRequest live,
      DecidedRequest recorded,
      String record) {}

  public RecordedTraffic(Path folder, String policy, long seed) {
    this.folder = folder;
    this.policy = policy;
    this.random = new Random(seed);
    this.tokens = tokens(clock.seconds());
  }

  private static List<String> tokens(long seconds) {
    List<String> tokens = new ArrayList<>(List.of("", "canary.canary.canary"));
    for (String role : List.of("viewer", "developer", "admin", "root")) {
      for (String acr : List.of("", "1", "2")) {
        Map<String, Object> claims = TestIssuer.claims(seconds);
        claims.put("role", role.equals("root") ? "admin" : role);
        claims.put("tid", acr.equals("1") ? "acme" : "river");
        claims.put("scope", role.equals("admin") ? "a b" : "a admin:write");
        claims.put("session", "canary");
        if (!acr.isEmpty()) {
          claims.put("acr", acr);
        }
        tokens.add(ISSUER.token(claims));
      }
    }
    return tokens;
  }

  /** Returns the policy of a spec. */
  public AuthzPolicy policy(String spec) {
    return policies.computeIfAbsent(
        spec,
        text -> {
          AuthzPolicy read = TestPolicies.load(folder, text, Optional.of(TestIssuer.jwks(ISSUER)));
          issuers.verifiers(read.issuers());
          return read;
        });
  }

  /** Returns the rules that decided so far. */
  Set<String> rules() {
    return rules;
  }

  /** Returns the next allowed request to a path, with these headers. */
  Exchange allowed(String path, String... headers) {
    return Stream.generate(this::next)
        .filter(each -> each.verdict().allowed() && each.input().path().equals(path))
        .filter(each -> each.input().headers().keySet().containsAll(List.of(headers)))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the next request. */
  public Exchange next() {
    CheckInput input = input();
    Decision decision = decision(policy, input, true);
    rules.add(decision.facts().rule());
    String record = RecordedDecisions.json(input, decision);
    return new Exchange(
        input,
        decision,
        decision.verdict(),
        DecidedRequest.of(input, decision),
        DecisionRecordReader.read(JsonMapper.shared().readTree(record)).orElseThrow(),
        record);
  }

  /**
   * Decides as the server would, with the outcome of limits and WAF rules that the first decision
   * knew.
   */
  Verdict decide(String spec, Exchange exchange) {
    String rule = exchange.verdict().rule();
    boolean counted = rule.startsWith("waf:") || rule.startsWith("limit:");
    return decision(spec, exchange.input(), counted).verdict();
  }

  private Decision decision(String spec, CheckInput input, boolean counted) {
    now = input.time();
    AuthzPolicy current = policy(spec);
    return new Authorizer(
            () -> current,
            new PublishRouteFinder(() -> publishes),
            new Authenticator(
                issuers, CredentialRegistry.empty(), HolderCheck.withDefaults(clock), clock, false),
            guards(counted),
            (_, _) ->
                counted && input.requestId().endsWith("7")
                    ? new LimitOutcome.Denied(DenialCode.RATE_LIMITED, "limit:calls", List.of())
                    : LimitOutcome.NOT_COUNTED,
            new UpstreamSettings(
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                Optional.of(Secret.of("canary")),
                Optional.empty(),
                "x-internal-token"),
            "dev")
        .decide(input)
        .future()
        .join();
  }

  private RequestGuards guards(boolean counted) {
    RuleViolation waf = new RuleViolation(DenialCode.WAF_BLOCKED, "waf:sqli", false);
    return new RequestGuards(
        List.of(
            AddressGuard.withoutTenants(() -> rows, () -> now),
            new RequiredHeaderGuard(),
            (context, violations) -> {
              if (counted && context.input().requestId().endsWith("3")) {
                violations.add(waf);
              }
            }),
        List.of(
            new TenantHeaderGuard(),
            AddressGuard.withTenants(() -> rows, () -> now),
            new ConditionGuard(() -> now, _ -> {})));
  }

  private CheckInput input() {
    Map<String, String> headers = new HashMap<>();
    String token = one(tokens.toArray(String[]::new));
    if (!token.isEmpty()) {
      headers.put("authorization", "Bearer " + token);
    }
    put(headers, "x-tenant-id", "acme", "river", "river", "a,b");
    put(headers, "x-region", "kr", "eu", "us", "서울");
    put(headers, "x-source", "A", "B", "C");
    put(headers, "cookie", "session=canary");
    put(headers, "user-agent", "curl");
    return new CheckInput(
        one("GET", "POST"),
        one("api.example.com", "night.example.com", "API.example.com:443"),
        one(PATHS.toArray(String[]::new)),
        headers,
        new ClientPeer(
            one(
                "192.0.2.1",
                "198.51.100.9",
                "198.51.100.10",
                "203.0.113.7",
                "203.0.113.8",
                "2001:db8::1",
                ""),
            ""),
        random.nextInt(5) == 0 ? Optional.of(one("rag", "chat", "unknown")) : Optional.empty(),
        "r-" + random.nextInt(1_000_000),
        "c-1",
        clock.instant().minusSeconds(random.nextInt(86_400)).plusMillis(random.nextInt(1_000)));
  }

  private void put(Map<String, String> headers, String name, String... values) {
    if (random.nextBoolean()) {
      headers.put(name, one(values));
    }
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static NetworkRule row(String id, String address, boolean allows, Set<String> tenants) {
    return new NetworkRule(
        "ip-block:" + id,
        CidrBlock.around(IpAddress.parse(address).orElseThrow(), 128),
        allows,
        tenants,
        Long.MAX_VALUE);
  }

  private static Publish orders() {
    return publish("orders", "/pub", Level.LEVEL_DEVELOPER)
        .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
        .setOauth2(dev.sluice.config.v1.OAuth2.newBuilder().setIssuer("default"))
        .build();
  }

  private static Publish open() {
    return publish("open", "/open", Level.LEVEL_VIEWER)
        .setAuthMode(AuthMode.AUTH_MODE_NONE)
        .build();
  }

  private static Publish.Builder publish(String id, String prefix, Level level) {
    return Publish.newBuilder()
        .setId(id)
        .setProduct(id)
        .addHosts("*")
        .addRoutes(
            Route.newBuilder()
                .setId(id)
                .setMinLevel(level)
                .setPath(PathMatch.newBuilder().setPrefix(prefix)));
  }
}
