package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of the keys of CORS, which a browser reads from the answer to its preflight. */
@ExtendWith(TestEnvironmentExtension.class)
final class CorsKeysIT {
  private final TestEnvironment sluice;

  CorsKeysIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void preflight_names_whatThePolicyAllows() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-cors-keys", sluice.echoPort())) {
      product
          .policy(
              "cors",
              "{\"origins\": [\"https://app.example.com\"], \"methods\": [\"GET\", \"PUT\"],"
                  + " \"headers\": [\"x-one\", \"x-two\"], \"credentials\": false, \"max_age\": 60}")
          .publishAndAwait(200);
      GatewayResponse answer =
          product
              .client()
              .withHeader("Origin", "https://app.example.com")
              .withHeader("Access-Control-Request-Method", "PUT")
              .method("OPTIONS", "/");
      assertEquals(Optional.of("GET, PUT"), answer.header("access-control-allow-methods"));
      assertEquals(Optional.of("x-one, x-two"), answer.header("access-control-allow-headers"));
      assertEquals(Optional.empty(), answer.header("access-control-allow-credentials"));
      assertEquals(Optional.of("60"), answer.header("access-control-max-age"));
    }
  }
}
