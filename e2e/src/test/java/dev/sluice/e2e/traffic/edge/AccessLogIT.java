package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests of further fields in the log lines of Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
final class AccessLogIT {
  private final TestEnvironment sluice;

  AccessLogIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void line_hasFurtherFields_besideAuditRecord() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-log", sluice.echoPort())) {
      product
          .policy("access_log", "{\"fields\": {\"site\": \"seoul\", \"agent\": \"wide\"}}")
          .gatewayPolicy(
              "access_log",
              "{\"fields\": {\"agent\": \"%REQ(user-agent)%\", \"code\": \"%RESPONSE_CODE%\"}}")
          .publishAndAwait(200);
      String id = TestEnvironment.uniqueId("log");
      assertEquals(200, product.client().withCorrelation(id).get("/").status());

      JsonNode line = line(id);
      assertEquals("seoul", line.path("site").asString(), line::toString);
      assertTrue(line.path("agent").asString().startsWith("Java-http-client"), line::toString);
      assertEquals(200, line.path("code").asInt(), line::toString);
      assertEquals("GET", line.path("method").asString(), line::toString);
      assertEquals("200", sluice.auditRows().awaitOne(id).column("status_code"));
    }
  }

  @Test
  void field_withQueryOrKnownName_isFinding() {
    for (String fields : new String[] {"{\"query\": \"%REQ(:path)%\"}", "{\"status\": \"none\"}"}) {
      try (EdgeProduct product = new EdgeProduct(sluice, "edge-log-bad", sluice.echoPort())) {
        product.gatewayPolicy("access_log", "{\"fields\": " + fields + "}").publishAndAwait(200);
        ConditionWait.awaitTrue(
            fields + " is a finding",
            ControlPlaneState.LIMIT,
            () -> product.policyFindings().toString().contains("access_log|spec"));
      }
    }
  }

  private JsonNode line(String correlation) {
    ConditionWait.awaitTrue(
        "the line is printed", ControlPlaneState.LIMIT, () -> find(correlation).isPresent());
    return JsonMapper.shared().readTree(find(correlation).orElseThrow());
  }

  private Optional<String> find(String correlation) {
    try (var lines = Files.lines(sluice.stack().envoy().log())) {
      return lines.filter(line -> line.contains(correlation) && line.startsWith("{")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
