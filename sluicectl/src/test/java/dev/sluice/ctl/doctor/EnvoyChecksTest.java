package dev.sluice.ctl.doctor;

import static dev.sluice.ctl.doctor.FaultInjection.replacing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.doctor.envoy.EnvoyChecks;
import dev.sluice.ctl.doctor.envoy.EnvoyReadout;
import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.input.JsonDocuments;
import dev.sluice.ctl.doctor.input.JsonPlace;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("N-12")
class EnvoyChecksTest {
  private static final Path CORRECT = Path.of("src/test/resources/doctor/envoy");
  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");
  private static final long LIMIT = 65 << 20;
  private static final String PROCESSOR = "\"name\": \"envoy.filters.http.ext_proc\",";
  private static final String SECOND_PROCESSOR =
      "\"name\": \"other\", \"disabled\": true, \"typed_config\": {\"@type\":"
          + " \"type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor\""
          + "}}, {";
  private static final String AUTHORIZER = "envoy.extensions.filters.http.ext_authz.v3.ExtAuthz";

  private static final List<FaultInjection> INJECTIONS =
      List.of(
          new FaultInjection(
              WiringFault.EXT_AUTHZ_MISSING,
              AUTHORIZER,
              text ->
                  text.replace(AUTHORIZER, "envoy.extensions.filters.http.fault.v3.HTTPFault")
                      .replace("envoy.filters.http.ext_authz\"", "envoy.filters.http.fault\"")),
          replacing(WiringFault.EXT_AUTHZ_TIMEOUT, "\"timeout\": \"1s\"", "\"timeout\": \"600s\""),
          replacing(
              WiringFault.EXT_AUTHZ_FAIL_OPEN,
              "\"failure_mode_allow\": false",
              "\"failure_mode_allow\": true"),
          replacing(WiringFault.EXT_AUTHZ_STATUS_ON_ERROR, "\"code\": \"ServiceUnavailable\"", ""),
          new FaultInjection(
              WiringFault.EXT_PROC_ORDER,
              "\"envoy.filters.http.ext_proc\",",
              EnvoyChecksTest::swapped),
          replacing(WiringFault.EXT_PROC_TWICE, PROCESSOR, SECOND_PROCESSOR + PROCESSOR),
          replacing(
              WiringFault.EXT_PROC_FAIL_OPEN,
              "\"overrides\": {",
              "\"overrides\": {\"failure_mode_allow\": true,"),
          replacing(
              WiringFault.EXT_PROC_BODY_MODE,
              "\"request_body_mode\": \"FULL_DUPLEX_STREAMED\"",
              "\"request_body_mode\": \"STREAMED\""),
          replacing(
              WiringFault.EXT_PROC_TRAILERS,
              "\"response_trailer_mode\": \"SEND\"",
              "\"response_trailer_mode\": \"SKIP\""),
          new FaultInjection(
              WiringFault.EXT_PROC_ALWAYS_ON,
              "\"request_header_mode\": \"SKIP\"",
              EnvoyChecksTest::enabled),
          replacing(
              WiringFault.EXT_PROC_MESSAGE_LIMIT,
              "\"name\": \"public\",\n              \"filter_chains\"",
              "\"per_connection_buffer_limit_bytes\": 134217728,\n\"filter_chains\""),
          replacing(
              WiringFault.EXT_PROC_MESSAGE_LIMIT,
              "\"name\": \"shop\",\n                \"routes\": [\n                  {",
              "\"routes\": [{\"request_body_buffer_limit\": \"134217728\","),
          replacing(
              WiringFault.ACCESS_LOG_BUFFERED,
              "\"buffer_flush_interval\": \"0.100s\"",
              "\"buffer_flush_interval\": \"2s\""),
          replacing(
              WiringFault.FILTER_CLUSTER_MISSING,
              "{\"cluster\": {\"name\": \"sluice/extauthz\"}}",
              "{\"cluster\": {\"name\": \"other\"}}"),
          replacing(
              WiringFault.CONFIGURATION_REJECTED,
              "\"name\": \"public\",\n          \"active_state\"",
              "\"error_state\": {\"details\": \"bad\"},\n          \"active_state\""),
          replacing(
              WiringFault.CLUSTER_UNHEALTHY,
              "\"eds_health_status\": \"UNKNOWN\"",
              "\"eds_health_status\": \"UNHEALTHY\""),
          replacing(
              WiringFault.CLUSTER_UNHEALTHY,
              "[{\"health_status\": {\"eds_health_status\": \"UNKNOWN\"}}]",
              "[]"),
          replacing(WiringFault.CERTIFICATE_EXPIRES_SOON, "2026-04-01", "2026-02-14"),
          replacing(WiringFault.CERTIFICATE_EXPIRES, "2026-04-01", "2026-02-02"),
          replacing(
              WiringFault.CERTIFICATE_EXPIRES, "2026-01-31T12:00:00Z", "2026-01-31T01:00:00Z"));

  @Test
  void findings_correctEnvoy_areNone() throws Exception {
    assertEquals(List.of(), findings(CORRECT));
  }

  @TestFactory
  Stream<DynamicTest> findings_oneFault_areThatFault(@TempDir Path folder) {
    return INJECTIONS.stream()
        .map(injection ->
            DynamicTest.dynamicTest(injection.title(), () -> check(injection, folder)));
  }

  private static void check(FaultInjection injection, Path root) throws Exception {
    Path folder = Files.createTempDirectory(root, "case");
    injection.write(CORRECT, folder);
    List<WiringFinding> findings = findings(folder);
    assertEquals(
        List.of(injection.fault()),
        findings.stream().map(WiringFinding::fault).toList(),
        findings::toString);
    String place = findings.getFirst().place();
    assertTrue(place.matches("(config_dump|certs|clusters):/.+"), place);
  }

  @Test
  void injections_coverAllChecks() {
    Set<WiringFault> injected =
        INJECTIONS.stream().map(FaultInjection::fault).collect(Collectors.toSet());
    assertEquals(EnvoyChecks.faults(), EnumSet.copyOf(injected));
  }

  @Test
  void findings_noListener_areMissingAuthorizer() throws Exception {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    DocumentField empty =
        DocumentField.root(new JsonPlace("config_dump"), JsonDocuments.parse("dump", json));
    List<WiringFinding> findings =
        EnvoyChecks.findings(
            new EnvoyReadout(empty, Optional.empty(), Optional.empty()), NOW, LIMIT);
    assertEquals(
        List.of(
            WiringFault.EXT_AUTHZ_MISSING.at("config_dump", "no listener has an ext_authz filter")),
        findings);
  }

  /** Returns the dump with ext_proc enabled on every route. */
  private static String enabled(String text) {
    return text.replace("\"SKIP\"", "\"SEND\"")
        .replaceFirst(
            "\"request_header_mode\"",
            "\"request_body_mode\": \"FULL_DUPLEX_STREAMED\","
                + " \"response_body_mode\": \"FULL_DUPLEX_STREAMED\", \"request_header_mode\"");
  }

  /** Returns the dump with ext_proc before ext_authz. */
  private static String swapped(String text) {
    int first = start(text, "ext_authz");
    int second = start(text, "ext_proc");
    int end = start(text, "router");
    return text.substring(0, first)
        + text.substring(second, end)
        + text.substring(first, second)
        + text.substring(end);
  }

  private static int start(String text, String filter) {
    return text.lastIndexOf('{', text.indexOf("\"name\": \"envoy.filters.http." + filter + "\""));
  }

  private static List<WiringFinding> findings(Path folder) throws Exception {
    return EnvoyChecks.findings(
        new EnvoyReadout(
            document(folder, "config_dump"),
            Optional.of(document(folder, "certs")),
            Optional.of(document(folder, "clusters"))),
        NOW,
        LIMIT);
  }

  private static DocumentField document(Path folder, String name) throws Exception {
    byte[] json = Files.readAllBytes(folder.resolve(name + ".json"));
    return DocumentField.root(new JsonPlace(name), JsonDocuments.parse(name, json));
  }
}
