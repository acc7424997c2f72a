package dev.sluice.extauthz.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.extauthz.decision.outcome.Verdict;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionReplayTest {
  private static final int REQUESTS = 4_000;

  private static final String POLICY =
      """
        levels:
          - {path: "/v1/agent*", level: developer}
          - {path: "/v1/admin*", level: admin, roles: [root]}
          - {path: "*", level: viewer}
        addresses:
          - {id: office, deny: [198.51.100.0/24], routes: [/v1/admin]}
          - {id: partner, deny: [192.0.2.0/24], tenants: [acme]}
        conditions:
          - {id: region, routes: [/v1/rag], require: "request.headers['x-region'] in ['kr', 'eu']"}
          - {id: acr, routes: [/v1/agent], when: "request.method != 'GET'",
             require: "has(identity.claims.acr) && identity.claims.acr == '2'"}
          - {id: mode, routes: [/v1/chat], require: "!('mode' in request.query) || 'safe' in request.query.mode"}
          - {id: scope, routes: [/v1/admin], require: "'admin:write' in identity.scopes"}
          - {id: hours, hosts: [night.example.com], require: "request.time.getHours() < 12"}
        journal: {keep: {headers: [X-Tenant-ID, x-source]}}
        header-contracts:
          - id: api
            routes: [/v1/rag]
            required: [{name: X-Tenant-ID, code: TENANT_HEADER_REQUIRED}]
            agree: [X-Tenant-ID]
            choices: [{name: X-Source, values: [A, B]}]
        routes:
          - {id: rag, path: "/v1/rag*", target: rag}
          - {id: agent, path: "/v1/agent*", target: agent}
          - {id: chat, path: "/v1/chat*", target: chat}
          - {id: admin, path: "/v1/admin*", target: admin}
      """;

  private static final String OTHER =
      POLICY
          .replace("/v1/agent*\", level: developer", "/v1/agent*\", level: admin")
          .replace("deny: [192.0.2.0/24]", "deny: [203.0.113.0/24]")
          .replace("['kr', 'eu']", "['kr']")
          .replace("values: [A, B]", "values: [A, B, C]")
          .replace("acr == '2'", "acr == '1'")
          .replace("getHours() < 12", "getHours() < 6");

  @Test
  void samePolicy_sameVerdict(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, POLICY, 41);
    var replay = new DecisionReplay(traffic.policy(POLICY));
    for (int i = 0; i < REQUESTS; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      assertEquals(
          new ReplayResult.Decided(exchange.verdict()),
          replay.decide(exchange.recorded()),
          exchange.record());
    }
    assertTrue(traffic.rules().size() > 15, "rules that decided: " + traffic.rules());
  }

  @Test
  void otherPolicy_asServerDecides(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, POLICY, 42);
    var replay = new DecisionReplay(traffic.policy(OTHER));
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      Verdict expected = traffic.decide(OTHER, exchange);
      switch (replay.decide(exchange.recorded())) {
        case ReplayResult.Decided(Verdict verdict) -> {
          assertEquals(expected, verdict, exchange.record());
          counts.merge(DecisionChange.of(exchange.verdict(), verdict).label(), 1, Integer::sum);
        }
        case ReplayResult.Undecided(String reason) -> counts.merge(reason, 1, Integer::sum);
      }
    }
    assertTrue(counts.getOrDefault("allow-to-deny", 0) > 20, counts.toString());
    assertTrue(counts.getOrDefault("deny-to-allow", 0) > 20, counts.toString());
    assertTrue(counts.getOrDefault("the credential was not checked", 0) < REQUESTS / 10);
  }

  @Test
  void liveRequest_likeItsRecord(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, POLICY, 43);
    var replay = new DecisionReplay(traffic.policy(OTHER));
    for (int i = 0; i < REQUESTS; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      assertEquals(
          replay.decide(exchange.recorded()), replay.decide(exchange.live()), exchange.record());
    }
  }

  @Test
  void unrecordedHeader_isUndecided(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, POLICY, 44);
    String reading = POLICY.replace("'x-region'", "'x-tenant'");
    RecordedTraffic.Exchange exchange = traffic.allowed("/v1/rag");
    assertTrue(
        replay(traffic, reading, exchange) instanceof ReplayResult.Decided, "the header is absent");
    exchange = traffic.allowed("/v1/rag", "user-agent");
    assertEquals(
        new ReplayResult.Undecided("a value that a condition reads is not in the record"),
        replay(traffic, POLICY.replace("'x-region'", "'user-agent'"), exchange));
  }

  private static ReplayResult replay(
      RecordedTraffic traffic, String spec, RecordedTraffic.Exchange exchange) {
    return new DecisionReplay(traffic.policy(spec)).decide(exchange.recorded());
  }

  @Test
  void unrecordedContract_isUndecided(@TempDir Path folder) {
    String plain = POLICY.replace("headers: [X-Tenant-ID, x-source]", "headers: [x-other]");
    RecordedTraffic traffic = new RecordedTraffic(folder, plain, 47);
    RecordedTraffic.Exchange exchange = traffic.allowed("/v1/rag");
    assertFalse(exchange.record().contains("\"x-tenant-id\":"), exchange.record());
    assertEquals(
        new ReplayResult.Undecided("a header that a contract reads is not in the record"),
        replay(traffic, plain, exchange));
  }

  @Test
  void otherIssuers_areUndecided(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, POLICY, 45);
    String others =
        POLICY
            + "  issuers: [{name: partner, issuer: 'https://partner.example', audiences: [a], jwks-url: 'https://partner.example/keys'}]\n";
    var replay = new DecisionReplay(traffic.policy(others));
    assertEquals(
        new ReplayResult.Undecided("the issuers are others"),
        replay.decide(traffic.allowed("/v1/chat").recorded()));
  }

  @Test
  void record_keepsNoSecret(@TempDir Path folder) {
    String reading =
        POLICY
            .replace("'x-region'", "'authorization'")
            .replace("identity.claims.acr == '2'", "identity.claims.session == '2'");
    RecordedTraffic traffic = new RecordedTraffic(folder, reading, 46);
    for (int i = 0; i < REQUESTS / 10; i++) {
      String record = traffic.next().record();
      assertFalse(record.contains("canary") || record.contains("eyJ"), record);
    }
  }
}
