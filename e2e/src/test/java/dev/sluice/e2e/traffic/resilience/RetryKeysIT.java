package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.traffic.resilience.FaultyUpstream.FaultyAnswer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of single keys of retries, fixed answers and mirrors. */
@ExtendWith(TestEnvironmentExtension.class)
final class RetryKeysIT {
  /** The number of users, so that the hash of at least one selects each of two endpoints. */
  private static final int USERS = 40;

  private final TestEnvironment sluice;

  RetryKeysIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void methods_listed_areRepeatedAlone() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-post", upstream.port())) {
      product.policy("retry", "{\"on\":[\"reset\"],\"methods\":[\"POST\"]}").publish();
      upstream.answerEach(attempt -> FaultyAnswer.of(attempt == 1 ? 0 : 200));
      assertEquals("main try 2", product.client("post").post("/", "{}").body());
      assertEquals(503, product.client("get").get("/").status());
      assertEquals(1, upstream.arrivals("get").size());
    }
  }

  /** The hash of the user selects the endpoint, so that a retry would hit the same one. */
  @Test
  void otherHost_decidesWhereARetryGoes() {
    try (FaultyUpstream failing = new FaultyUpstream("failing");
        FaultyUpstream other = new FaultyUpstream("other");
        ResilientProduct moving = hashed("rs-moving", failing, other, "");
        ResilientProduct staying = hashed("rs-staying", failing, other, ",\"other_host\":false")) {
      failing.answer(FaultyAnswer.of(500));
      int moved = 0;
      int stayed = 0;
      for (int user = 0; user < USERS; user++) {
        String first = "moving-" + user;
        boolean served = moving.client(first).get("/").status() == 200;
        moved += served && failing.arrivals(first).size() == 1 ? 1 : 0;
        String second = "staying-" + user;
        if (staying.client(second).get("/").status() == 500) {
          stayed++;
          assertEquals(2, failing.arrivals(second).size());
        } else {
          assertEquals(0, failing.arrivals(second).size());
        }
      }
      assertTrue(moved > 0 && stayed > 0, moved + " moved, " + stayed + " stayed");
    }
  }

  private ResilientProduct hashed(
      String name, FaultyUpstream one, FaultyUpstream two, String retry) {
    ResilientProduct product = new ResilientProduct(sluice, name, one.port()).endpoint(two.port());
    sluice
        .sql()
        .execute(
            "update backends set balancing = '{\"policy\": \"consistent_hash\","
                + " \"hash\": {\"source\": \"header\", \"name\": \"x-case\"}}' where name = ?",
            name);
    return product.policy("retry", "{\"retries\":1,\"on\":[\"5xx\"]" + retry + "}").publish();
  }

  @Test
  void fallback_statusAndType_areThoseOfThePolicy() {
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        ResilientProduct product = new ResilientProduct(sluice, "rs-page", upstream.port())) {
      product
          .policy(
              "fallback",
              "{\"on\":[\"server_error\"],\"status\":203,\"content_type\":\"text/html; charset=utf-8\","
                  + "\"body\":\"<p>away</p>\"}")
          .publish();
      upstream.answer(FaultyAnswer.of(500));
      GatewayResponse page = product.client("page").get("/");
      assertEquals(203, page.status());
      assertEquals(Optional.of("text/html; charset=utf-8"), page.header("content-type"));
      assertEquals("<p>away</p>", page.body());
      upstream.answer(FaultyAnswer.of(0));
      assertEquals("UPSTREAM_UNAVAILABLE", product.client("lost").get("/").errorCode());
    }
  }

  @Test
  void mirrorPercent_half_copiesAPart() {
    int calls = 60;
    try (FaultyUpstream upstream = new FaultyUpstream("main");
        FaultyUpstream mirror = new FaultyUpstream("mirror");
        ResilientProduct product = new ResilientProduct(sluice, "rs-part", upstream.port())) {
      product
          .backend("rs-part-2", mirror.port())
          .policy("mirror", "{\"backend\":\"rs-part-2\",\"percent\":50}")
          .publish();
      for (int i = 0; i < calls; i++) {
        assertEquals(200, product.client("part").get("/").status());
      }
      ConditionWait.awaitTrue(
          "later copies have arrived",
          ControlPlaneState.LIMIT,
          () -> {
            product.client("later").get("/");
            return mirror.arrivals("later").size() >= 5;
          });
      int copies = mirror.arrivals("part").size();
      assertTrue(copies > 0 && copies < calls, () -> copies + " copies");
    }
  }
}
