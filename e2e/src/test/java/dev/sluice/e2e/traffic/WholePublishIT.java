package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of the script in docs/routes.md that makes a whole publish. */
@ExtendWith(TestEnvironmentExtension.class)
final class WholePublishIT {
  private static final String HOST = "orders.dev.local.api.example.com";

  private final TestEnvironment sluice;

  WholePublishIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void script_ofPage_servesProduct() throws IOException {
    int port = StackPorts.findFreePort();
    try {
      sluice.sql().execute(script(port));
      GatewayClient client = sluice.atHost(port, HOST);
      ControlPlaneState.awaitStatusAt(client, "/orders/7", 200);
      Set<String> upstreams = new HashSet<>();
      for (int call = 0; call < 200; call++) {
        upstreams.add(client.get("/orders/7").json().path("upstream").asString());
      }
      assertEquals(Set.of("agent", "rag"), upstreams);
      assertEquals(404, client.get("/other").status());
      assertEquals(404, client.delete("/orders/7").status());
      GatewayResponse fromShop =
          client.withHeader("Origin", "https://shop.example.com").get("/orders/7");
      assertTrue(fromShop.header("access-control-allow-origin").isPresent());
      assertEquals(400, client.post("/orders/", TestEnvironment.blockedPrompt()).status());
    } finally {
      ProviderTenant.delete(sluice.sql(), "acme");
    }
  }

  private String script(int port) throws IOException {
    Path page = sluice.stack().settings().root().path().resolve("docs/routes.md");
    String text = Files.readString(page);
    int start = text.indexOf("```sql\nbegin;\n") + "```sql\nbegin;\n".length();
    return text.substring(start, text.indexOf("commit;", start))
        .replace("8085", Integer.toString(port))
        .replace("9201", Integer.toString(sluice.echoPort()))
        .replace("9202", Integer.toString(sluice.stack().ports().of(StackPort.RAG)));
  }
}
