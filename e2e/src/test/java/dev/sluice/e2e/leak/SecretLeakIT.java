package dev.sluice.e2e.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests that content of requests and responses is stored nowhere, however the request ended.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class SecretLeakIT {
  private static final int MANY = 500;

  private final TestEnvironment sluice;

  SecretLeakIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void content_isStoredNowhere() {
    String name = TestEnvironment.uniqueId("canaries");
    String token = sluice.stack().issuer().token("viewer");
    GatewayClient viewer = sluice.anonymous().withBearer(token);
    CanaryRequests calls = new CanaryRequests(sluice, viewer, name);
    calls.sendAll();
    assertTrue(calls.count() >= MANY, () -> calls.count() + " calls");
    assertTrue(calls.errors() >= MANY / 10, () -> calls.errors() + " errors");
    assertEquals(calls.count(), sluice.auditRows().awaitRows(name + "-", calls.count()).size());
    try (CanaryFailureScenarios scenes = new CanaryFailureScenarios(sluice, viewer)) {
      scenes.all();
    }
    String model = last();

    Set<String> secrets = CanaryValue.searchTexts();
    secrets.addAll(CanaryValue.encodings(signature(token)));
    List<String> found = SecretLeakSearch.find(sluice, secrets);
    assertEquals(List.of(), found, () -> found.size() + " places");
    assertSearched(model);
    System.out.println("canaries: " + calls.count() + " calls besides the scenes");
  }

  /**
   * Sends one more call, whose name and model are stored. Returns the model when all logs contain
   * both.
   */
  private String last() {
    String id = TestEnvironment.uniqueId("last");
    GatewayClient viewer = sluice.withRole("viewer").withHeader("x-model", id).withCorrelation(id);
    assertEquals(200, viewer.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")).status());
    sluice.auditRows().awaitOne(id);
    ConditionWait.awaitTrue(
        "Envoy has written its log", ControlPlaneState.LIMIT, () -> log("envoy").contains(id));
    ConditionWait.awaitTrue(
        "the decision is there",
        ControlPlaneState.LIMIT,
        () ->
            !sluice
                .sql()
                .query("select from decision_events where correlation_id = ?", id)
                .isEmpty());
    return id;
  }

  /**
   * Checks that the search finds a permitted value everywhere, so that an empty result is
   * meaningful.
   */
  private void assertSearched(String model) {
    List<String> found = SecretLeakSearch.find(sluice, Set.of(model));
    Path home = sluice.stack().settings().home();
    for (String place :
        List.of(
            "table audit_events_",
            "table decision_events_",
            "file " + sluice.stack().settings().log("envoy"),
            "file " + home.resolve("postgres"),
            "file " + sluice.stack().settings().stateFolder("extproc").resolve("spool"),
            "file " + sluice.stack().settings().stateFolder("extauthz").resolve("decision-spool"),
            StackPort.EXTPROC_OPS + " /metrics")) {
      assertTrue(found.stream().anyMatch(hit -> hit.startsWith(place)), place);
    }
    assertTrue(SecretLeakSearch.find(sluice, Set.of("audit_queue_depth")).size() >= 2);
  }

  @Test
  void plantedCanary_isFound() throws IOException {
    String text = TestEnvironment.uniqueId("planted");
    byte[] secret = text.getBytes(StandardCharsets.UTF_8);
    Path file = sluice.stack().settings().stateFolder("planted");
    String table = "planted_by_a_test";
    sluice.sql().execute("create table " + table + " (bytes bytea, texts jsonb)");
    try {
      sluice
          .sql()
          .execute(
              "insert into "
                  + table
                  + " values (?, null), (null, jsonb_build_object('a', ?::text))",
              secret,
              text);
      Files.writeString(file, "x" + Base64.getEncoder().encodeToString(secret) + "y");
      List<String> places = new ArrayList<>();
      for (String hit : SecretLeakSearch.find(sluice, CanaryValue.encodings(text))) {
        places.add(hit.substring(0, hit.indexOf(": ")));
      }
      assertEquals(2, places.stream().filter(place -> place.equals("table " + table)).count());
      assertTrue(places.contains("file " + file), places::toString);
    } finally {
      sluice.sql().execute("drop table " + table);
      Files.deleteIfExists(file);
    }
  }

  private String log(String name) {
    try {
      return Files.readString(sluice.stack().settings().log(name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }
}
