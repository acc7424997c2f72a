package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.OpsRequest;
import dev.sluice.common.ops.OpsResponse;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PurgeEndpointIT {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void post_withTheKey_tellsWhatWentAndWhatStays() {
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      int old = past.old().size();
      OpsResponse answer =
          endpoint(past, true).post(request(Map.of("x-ops-key", AuditPartitionsFixture.KEY)));
      assertEquals(200, answer.status());
      assertEquals(List.of("cutoff", "dropped", "kept"), List.copyOf(answer.body().keySet()));
      List<?> dropped = assertInstanceOf(List.class, answer.body().get("dropped"));
      assertEquals(old, dropped.size());
      assertTrue(String.valueOf(answer.body().get("kept")).contains("younger than the cutoff"));
      assertEquals(
          List.of("ops-key|127.0.0.1|POST|/ops/retention/purge|corr-1"),
          postgres.query(
              "select distinct actor_id, host(client_ip), request_method, request_path,"
                  + " correlation_id from change_events"));
    }
  }

  @Test
  void post_withoutTheKey_isRefused() {
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      List<String> old = past.old();
      PurgeEndpoint endpoint = endpoint(past, true);
      String refusal =
          "{error={code=AUTH_FORBIDDEN, message=AUTH_FORBIDDEN}, correlation_id=corr-1}";
      for (int i = 0; i < 10; i++) {
        assertAnswer(403, refusal, endpoint.post(request(Map.of())));
        assertAnswer(403, refusal, endpoint.post(request(Map.of("x-ops-key", "wrong" + i))));
      }
      assertEquals(429, endpoint.post(request(Map.of("x-ops-key", "wrong"))).status());
      now = now.plusSeconds(61);
      assertEquals(403, endpoint.post(request(Map.of("x-ops-key", "wrong"))).status());
      assertEquals(old, past.old());
    }
  }

  @Test
  void post_withoutASigningKey_isRefused() {
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      OpsResponse answer =
          endpoint(past, false).post(request(Map.of("x-ops-key", AuditPartitionsFixture.KEY)));
      assertEquals(409, answer.status());
      assertTrue(answer.body().toString().contains("PURGE_UNSIGNED"));
    }
  }

  @Test
  void post_whenTheDatabaseRefuses_isToldSo() {
    warnings.expect("Audit partitions could not be purged (SQL state 42501)");
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      postgres.execute("revoke execute on function audit_purge_plan from sluice_audit_purger");
      OpsResponse answer =
          endpoint(past, true).post(request(Map.of("x-ops-key", AuditPartitionsFixture.KEY)));
      assertEquals(503, answer.status());
      assertTrue(answer.body().toString().contains("DATABASE_UNAVAILABLE"));
    }
  }

  private PurgeEndpoint endpoint(AuditPartitionsFixture past, boolean unsigned) {
    return new PurgeEndpoint(past.purge(Optional.empty(), unsigned), () -> now);
  }

  private static OpsRequest request(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("x-correlation-id", "corr-1");
    return new OpsRequest(PurgeEndpoint.PATH, InetAddress.ofLiteral("127.0.0.1"), all);
  }

  private static void assertAnswer(int status, String body, OpsResponse answer) {
    assertEquals(status, answer.status());
    assertEquals(body, answer.body().toString());
  }
}
