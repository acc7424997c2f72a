package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.RedisProcess;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of rate limits whose counters three replicas share in a real Redis, through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class SharedLimitsIT {
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final String POLICY =
      """
      apiVersion: sluice.dev/v1
      kind: AuthzPolicy
      metadata: {name: authz, version: shared}
      spec:
        levels: [{path: "*", level: viewer}]
        routes: [{id: open, path: "*", auth: none}]
        limits:
          - {id: counted, routes: [/counted], key: [ip], requests-per-unit: 100, unit: day}
          - {id: strict, routes: [/strict], requests-per-unit: 1000, unit: day, without-redis: deny}
          - {id: wide, routes: [/wide], requests-per-unit: 1000, unit: day}
      """;

  private final RedisProcess redis;
  private final ExtAuthzReplicas replicas;
  private final List<GatewayClient> clients;

  SharedLimitsIT(TestEnvironment sluice, @TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder, StackPorts.findFreePort());
    redis.start();
    Path policy = Files.writeString(folder.resolve("authz.yaml"), POLICY);
    replicas =
        new ExtAuthzReplicas(
            sluice,
            policy,
            "limits:\n  redis:\n    nodes: [\"" + redis.address() + "\"]\n    timeout: 1s\n");
    clients = replicas.at("shared-limits.example.com");
  }

  @BeforeAll
  void connect() {
    awaitShared();
  }

  @AfterAll
  void stop() {
    replicas.close();
    redis.close();
  }

  @Test
  @Tag("C-48")
  @DisplayName("C-48 three replicas accept exactly what one limit allows")
  void replicas_sharedLimit_acceptItOnce() {
    long accepted =
        IntStream.range(0, 300)
            .parallel()
            .mapToObj(call -> clients.get(call % clients.size()).get("/counted"))
            .filter(answer -> answer.status() == 200)
            .count();
    assertEquals(100, accepted);
    GatewayResponse denied = clients.getFirst().get("/counted");
    assertEquals(429, denied.status());
    assertTrue(Integer.parseInt(denied.header("retry-after").orElseThrow()) > 0);
  }

  @Test
  void redis_killedAndRestarted_requestsGoOn() {
    redis.kill();
    for (GatewayClient client : clients) {
      assertEquals(200, client.get("/wide").status());
      GatewayResponse refused = client.get("/strict");
      assertEquals(503, refused.status());
      assertEquals("AUTHZ_UNAVAILABLE", refused.errorCode());
      assertEquals("1", refused.header("retry-after").orElseThrow());
    }
    redis.start();
    awaitShared();
  }

  @Test
  void redis_silent_requestsDoNotWait() {
    redis.signal("STOP");
    try {
      for (GatewayClient client : clients) {
        assertEquals(200, client.get("/wide").status());
        assertEquals(503, client.get("/strict").status());
      }
    } finally {
      redis.signal("CONT");
    }
    awaitShared();
  }

  /** Waits until each replica counts in Redis. */
  private void awaitShared() {
    clients.forEach(client ->
        ConditionWait.awaitTrue(
            "a replica counts in Redis", RECOVERY, () -> client.get("/strict").status() == 200));
  }
}
