package dev.sluice.e2e.access;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests that every replica denies revoked credentials, also after restarts. */
@ExtendWith(TestEnvironmentExtension.class)
final class RevocationIT {
  private static final String CLUSTER = "default";
  private static final String REVOKE =
      """
      insert into token_revocations (kind, issuer, jti, subject, issued_before, created_by)
      values (?, 'default', nullif(?, ''), nullif(?, ''), now() - nullif(?, '')::interval, 'n10')
      """;

  private final TestEnvironment sluice;

  RevocationIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("N-10")
  @DisplayName("N-10 a key, a token, a user, an issuer, a tenant: 401 at three replicas; kept")
  void n10_revocation() {
    try (ProviderTenant provider = sluice.newProvider("n10");
        ExtAuthzReplicas replicas = new ExtAuthzReplicas(sluice)) {
      publish(provider, "n10-keys", "apikey", "{}");
      publish(provider, "n10-tokens", "oauth2", "{\"issuer\": \"default\"}");
      List<GatewayClient> keys = replicas.at("n10-keys.dev.local.api.example.com");
      List<GatewayClient> tokens = replicas.at("n10-tokens.dev.local.api.example.com");
      try (CustomerTenant customer = new CustomerTenant(sluice.sql(), "n10-customer", "n10-keys")) {
        String good = customer.issueKey();
        String bad = customer.issueKey();
        String byId = token(Map.of("jti", "n10-jti"));
        String byUser = token(Map.of("sub", "n10-mallory"));
        String byDate = token(Map.of("sub", "n10-careless"));
        String byTenant = token(Map.of("tid", customer.id()));
        String unharmed = token(Map.of("jti", "n10-other"));
        keys.forEach(client -> awaitStatus(client.withHeader("X-API-Key", good), 200));
        keys.forEach(client -> awaitStatus(client.withHeader("X-API-Key", bad), 200));
        for (String token : List.of(byId, byUser, byDate, byTenant, unharmed)) {
          tokens.forEach(client -> awaitStatus(client.withBearer(token), 200));
        }

        revoked("key", keys, c -> c.withHeader("X-API-Key", bad), () -> customer.revoke(bad));
        revoked("token", tokens, c -> c.withBearer(byId), () -> revoke("token", "n10-jti", "", ""));
        revoked(
            "user",
            tokens,
            c -> c.withBearer(byUser),
            () -> revoke("subject", "", "n10-mallory", ""));
        revoked(
            "user, older tokens",
            tokens,
            c -> c.withBearer(byDate),
            () -> revoke("subject", "", "n10-careless", "1 hour"));
        long now = System.currentTimeMillis() / 1000;
        String since = token(Map.of("sub", "n10-careless", "iat", now));
        tokens.forEach(client -> awaitStatus(client.withBearer(since), 200));

        revoked(
            "tenant", tokens, c -> c.withBearer(byTenant), () -> customer.setStatus("suspended"));
        keys.forEach(client -> awaitStatus(client.withHeader("X-API-Key", good), 401));
        customer.setStatus("active");
        keys.forEach(client -> awaitStatus(client.withHeader("X-API-Key", good), 200));
        tokens.forEach(client -> awaitStatus(client.withBearer(byTenant), 200));

        String last = customer.issueKey();
        revoke("token", "n10-last", "", "");
        awaitCopied(replicas, last.substring(4, 12), "n10-last");
        keptWithoutController(replicas, keys, tokens, good, bad, byId, unharmed);
      } finally {
        sluice.sql().execute("delete from token_revocations where created_by = 'n10'");
      }
      tokens.forEach(
          client -> awaitStatus(client.withBearer(token(Map.of("jti", "n10-jti"))), 200));
    }
  }

  private void keptWithoutController(
      ExtAuthzReplicas replicas,
      List<GatewayClient> keys,
      List<GatewayClient> tokens,
      String good,
      String bad,
      String byId,
      String unharmed) {
    ManagedProcess controller = sluice.stack().process(ServerKind.CONTROLLER);
    controller.kill();
    try {
      ManagedProcess server = replicas.servers().getFirst().process();
      server.kill();
      server.start();
      awaitStatus(keys.getFirst().withHeader("X-API-Key", good), 200);
      assertEquals(401, keys.getFirst().withHeader("X-API-Key", bad).get("/").status());
      awaitStatus(tokens.getFirst().withBearer(unharmed), 200);
      assertEquals(401, tokens.getFirst().withBearer(byId).get("/").status());
    } finally {
      controller.start();
      controller.awaitReady();
    }
    for (int replica = 0; replica < keys.size(); replica++) {
      awaitStatus(keys.get(replica).withHeader("X-API-Key", good), 200);
      assertEquals(401, keys.get(replica).withHeader("X-API-Key", bad).get("/").status());
      assertEquals(401, tokens.get(replica).withBearer(byId).get("/").status());
    }
  }

  /**
   * Waits until the last change is in the local copies, which are written within a second. A kill
   * loses no more than that.
   */
  private static void awaitCopied(ExtAuthzReplicas replicas, String... texts) {
    Path copies = replicas.servers().getFirst().lastGoodFolder();
    for (String text : texts) {
      ConditionWait.awaitTrue(
          "the copy has " + text, ControlPlaneState.LIMIT, () -> has(copies, text));
    }
  }

  private static boolean has(Path folder, String text) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for all replicas in parallel, and prints the time since the end of the statement. */
  private static void revoked(
      String what, List<GatewayClient> at, UnaryOperator<GatewayClient> as, Runnable revoke) {
    revoke.run();
    long committed = System.nanoTime();
    List<CompletableFuture<Long>> times = new ArrayList<>();
    for (GatewayClient client : at) {
      times.add(
          CompletableFuture.supplyAsync(() -> {
            awaitStatus(as.apply(client), 401);
            return Duration.ofNanos(System.nanoTime() - committed).toMillis();
          }));
    }
    List<Long> millis = times.stream().map(CompletableFuture::join).toList();
    System.out.println("n10 " + what + ": 401 after " + millis + " ms");
  }

  private void revoke(String kind, String jti, String subject, String before) {
    sluice.sql().execute(REVOKE, kind, jti, subject, before);
  }

  private String token(Map<String, ?> claims) {
    return sluice.stack().issuer().token("developer", claims);
  }

  private void publish(ProviderTenant provider, String product, String mode, String authConfig) {
    provider.addProduct(product, sluice.echoPort()).publishProduct(product, "dev", CLUSTER);
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = ?, auth_config = ?::jsonb where hostname = ?",
            mode,
            authConfig,
            product + ".test");
  }
}
