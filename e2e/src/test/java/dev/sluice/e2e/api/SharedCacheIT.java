package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.CachedProduct.HIT;
import static dev.sluice.e2e.api.CachedProduct.MISS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.RedisProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ServerPair;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of cached responses that two replicas share in a real Redis, through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharedCacheIT {
  private static final Duration EFFECTIVE = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final int SOME = 20;

  private final TestEnvironment sluice;
  private final SluiceStack stack;
  private final RedisProcess redis;
  private final AdditionalPolicyServer second;
  private final ServerPair servers;
  private final ManagedApi api;
  private final Path firstFile;
  private final String before;
  private final String shared;
  private CachedProduct product;
  private GatewayClient carl;
  private GatewayClient mia;

  SharedCacheIT(TestEnvironment sluice, @TempDir Path folder) throws IOException {
    this.sluice = sluice;
    stack = sluice.stack();
    redis = new RedisProcess(folder.resolve("redis"), StackPorts.findFreePort());
    redis.start();
    shared =
        "cache:\n  redis:\n    nodes: [\"%s\"]\n    timeout: 1s\n    key: %s\n"
            .formatted(redis.address(), "k".repeat(32));
    firstFile = stack.settings().config(ServerKind.EXTPROC.module());
    before = Files.readString(firstFile);
    second = AdditionalPolicyServer.extproc(stack, "extproc-shared", shared);
    servers = new ServerPair(stack, second);
    api = ManagedApi.start(sluice, "shared-cache", folder);
    carl = api.tenants().root();
    mia = carl;
    product = new CachedProduct(new ManagedProduct("", "", "", "", "", ""), carl, carl, carl);
  }

  @BeforeAll
  void start() throws IOException {
    Files.writeString(firstFile, before + shared);
    restart(servers.first(), servers.firstAddress());
    servers.start();
    product = CachedProduct.published(sluice, api, "shared");
    carl = product.carl();
    mia = product.mia();
    awaitShared();
  }

  @AfterAll
  void stop() throws IOException {
    servers.stop();
    Files.writeString(firstFile, before);
    restart(servers.first(), servers.firstAddress());
    api.close();
    redis.close();
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 a response that one replica stored is served by each, for its tenant alone")
  void c84_entry_isHitOnEachReplica() {
    assertEquals(MISS, carl.get("/shared/each").header("x-cache"));
    String stored = awaitStored("/shared/each");
    double[] hits = hits();
    for (int i = 0; i < SOME; i++) {
      GatewayResponse hit = carl.get("/shared/each");
      assertEquals(HIT, hit.header("x-cache"));
      assertEquals(stored, hit.body());
    }
    double[] after = hits();
    assertTrue(after[0] > hits[0] && after[1] > hits[1], "both replicas answered");
    assertEquals(MISS, mia.get("/shared/each").header("x-cache"));
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 a shared response survives the restart of all replicas")
  void c84_replicasRestarted_entryIsHit() {
    String stored = awaitStored("/shared/restart");
    restart(servers.first(), servers.firstAddress());
    restart(servers.other(), servers.otherAddress());
    awaitShared();
    GatewayResponse hit = carl.get("/shared/restart");
    assertEquals(HIT, hit.header("x-cache"));
    assertEquals(stored, hit.body());
    assertEquals(MISS, mia.get("/shared/restart").header("x-cache"));
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 a purge by tag drops shared responses in all replicas")
  void c84_purgeByTag_isMissOnEachReplica() {
    String stored = awaitStored("/shared/purged");
    product.purge("all");
    ConditionWait.awaitTrue(
        "the purge applies",
        EFFECTIVE,
        () ->
            IntStream.range(0, SOME)
                .allMatch(_ -> !carl.get("/shared/purged").body().equals(stored)));
    awaitHit("/shared/purged");
    assertNotEquals(stored, carl.get("/shared/purged").body());
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 requests pass while Redis is away, and are cached when it is back")
  void c84_redisKilled_requestsPass() {
    carl.get("/shared/away");
    awaitHit("/shared/away");
    redis.kill();
    for (int i = 0; i < SOME; i++) {
      GatewayResponse answer = carl.get("/shared/away");
      assertEquals(200, answer.status());
      assertEquals(MISS, answer.header("x-cache"));
    }
    redis.start();
    awaitShared();
    awaitHit("/shared/away");
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 requests pass while Redis does not answer")
  void c84_redisSilent_requestsPass() {
    redis.signal("STOP");
    try {
      for (int i = 0; i < SOME; i++) {
        GatewayResponse answer = carl.get("/shared/ready");
        assertEquals(200, answer.status());
        assertEquals(MISS, answer.header("x-cache"));
      }
    } finally {
      redis.signal("CONT");
    }
    awaitShared();
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 an entry in Redis is not readable, and a changed or moved one is not served")
  void c84_entryInRedis_isSecretAndAuthentic() {
    String path = "/shared/canary-7391";
    String own = carl.get(path).body();
    assertTrue(own.contains("canary-7391"), own);
    mia.get(path);
    awaitHit(path);
    inRedis(commands -> {
      List<String> names = commands.keys("*");
      assertFalse(names.isEmpty());
      for (String name : names) {
        assertTrue(name.matches("sluice:cache:[0-9a-f]{64}"), name);
        String entry = new String(commands.get(name), ISO_8859_1);
        assertFalse(entry.contains("canary-7391") || entry.contains("content-type"));
      }
      byte[] some = commands.get(names.getFirst());
      names.forEach(name -> commands.set(name, some.clone()));
      some[some.length / 2] ^= 1;
      commands.set(names.getFirst(), some);
    });
    GatewayResponse answer = carl.get(path);
    assertEquals(200, answer.status());
    assertEquals(MISS, answer.header("x-cache"));
  }

  private void inRedis(Consumer<RedisCommands<String, byte[]>> use) {
    try (RedisClient client = RedisClient.create(redis.address());
        var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
      use.accept(connection.sync());
    }
  }

  /** Waits until each replica reads from Redis. */
  private void awaitShared() {
    ConditionWait.awaitTrue(
        "both replicas read from Redis",
        EFFECTIVE,
        () ->
            IntStream.range(0, SOME)
                .allMatch(_ -> carl.get("/shared/ready").header("x-cache").equals(HIT)));
  }

  private void awaitHit(String path) {
    ConditionWait.awaitTrue(
        "the response is stored", EFFECTIVE, () -> carl.get(path).header("x-cache").equals(HIT));
  }

  /**
   * Waits until both replicas serve one stored response, and returns it.
   *
   * <p>Each replica that misses stores its own response, so the last one stays.
   */
  private String awaitStored(String path) {
    awaitHit(path);
    ConditionWait.awaitTrue(
        "one response is stored",
        EFFECTIVE,
        () ->
            IntStream.range(0, SOME).mapToObj(_ -> carl.get(path).body()).distinct().count() == 1);
    return carl.get(path).body();
  }

  private double[] hits() {
    return new double[] {
      hits(servers.first(), stack.ports()), hits(servers.other(), second.ports())
    };
  }

  private static double hits(ManagedProcess process, StackPorts ports) {
    return new ServerMetrics(process.pid(), ports.http(StackPort.EXTPROC_OPS))
        .metric("response_cache_requests_total", "hit");
  }

  private void restart(ManagedProcess server, String address) {
    server.signal("TERM");
    assertEquals(0, server.awaitExit(STOP));
    server.start();
    server.awaitReady();
    servers.hosts().awaitHealthy(address);
  }
}
