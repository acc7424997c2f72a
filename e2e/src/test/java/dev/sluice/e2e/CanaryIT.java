package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.stack.Port;
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

/** What clients and upstreams say to each other stands nowhere else, however it went. */
@ExtendWith(SluiceExtension.class)
final class CanaryIT {
  private static final int MANY = 500;

  private final Sluice sluice;

  CanaryIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void nothingSecretIsKept() {
    String name = Sluice.fresh("canaries");
    String token = sluice.stack().issuer().token("viewer");
    GatewayClient viewer = sluice.anonymous().bearer(token);
    CanaryCalls calls = new CanaryCalls(sluice, viewer, name);
    calls.sendAll();
    assertTrue(calls.count() >= MANY, () -> calls.count() + " calls");
    assertEquals(calls.count(), sluice.audit().await(name + "-", calls.count()).size());
    try (CanaryScenes scenes = new CanaryScenes(sluice, viewer)) {
      scenes.all();
    }
    String model = last();

    Set<String> secrets = Canary.needles();
    secrets.addAll(Canary.forms(signature(token)));
    List<String> found = SecretHunt.find(sluice, secrets);
    assertEquals(List.of(), found, () -> found.size() + " places");
    assertSearched(model);
    System.out.println("canaries: " + calls.count() + " calls besides the scenes");
  }

  /** One more call, whose name and model are kept; returns the model when all logs have both. */
  private String last() {
    String id = Sluice.fresh("last");
    GatewayClient viewer = sluice.as("viewer").with("x-model", id).correlation(id);
    assertEquals(200, viewer.post(Sluice.CHAT, Sluice.prompt("ping")).status());
    sluice.audit().one(id);
    Await.until("Envoy has written its log", Proof.LIMIT, () -> log("envoy").contains(id));
    Await.until(
        "the decision is there",
        Proof.LIMIT,
        () ->
            !sluice
                .rows()
                .query("select from decision_events where correlation_id = ?", id)
                .isEmpty());
    return id;
  }

  /** What may be kept is found wherever it is kept, so that finding nothing says something. */
  private void assertSearched(String model) {
    List<String> found = SecretHunt.find(sluice, Set.of(model));
    Path home = sluice.stack().settings().home();
    for (String place :
        List.of(
            "table audit_events_",
            "table decision_events_",
            "file " + sluice.stack().settings().log("envoy"),
            "file " + home.resolve("postgres"),
            "file " + sluice.stack().settings().state("extproc").resolve("spool"),
            "file " + sluice.stack().settings().state("extauthz").resolve("decision-spool"),
            Port.EXTPROC_OPS + " /metrics")) {
      assertTrue(found.stream().anyMatch(hit -> hit.startsWith(place)), place);
    }
    assertTrue(SecretHunt.find(sluice, Set.of("audit_queue_depth")).size() >= 2);
  }

  @Test
  void whatIsPlanted_isFound() throws IOException {
    String text = Sluice.fresh("planted");
    byte[] secret = text.getBytes(StandardCharsets.UTF_8);
    Path file = sluice.stack().settings().state("planted");
    String table = "planted_by_a_test";
    sluice.rows().execute("create table " + table + " (bytes bytea, texts jsonb)");
    try {
      sluice
          .rows()
          .execute(
              "insert into "
                  + table
                  + " values (?, null), (null, jsonb_build_object('a', ?::text))",
              secret,
              text);
      Files.writeString(file, "x" + Base64.getEncoder().encodeToString(secret) + "y");
      List<String> places = new ArrayList<>();
      for (String hit : SecretHunt.find(sluice, Canary.forms(text))) {
        places.add(hit.substring(0, hit.indexOf(": ")));
      }
      assertEquals(2, places.stream().filter(place -> place.equals("table " + table)).count());
      assertTrue(places.contains("file " + file), places::toString);
    } finally {
      sluice.rows().execute("drop table " + table);
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
