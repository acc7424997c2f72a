package dev.sluice.ctl.doctor;

import static dev.sluice.ctl.doctor.FaultInjection.repeating;
import static dev.sluice.ctl.doctor.FaultInjection.replacing;
import static dev.sluice.ctl.doctor.FaultInjection.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.doctor.check.InstallationChecks;
import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.input.ManifestReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("N-12")
class InstallationChecksTest {
  private static final Path CORRECT = Path.of("src/test/resources/doctor/correct");

  private static final List<FaultInjection> INJECTIONS =
      List.of(
          replacing(WiringFault.PROVIDER_TIMEOUT, "        timeout: 0.5s\n", ""),
          replacing(WiringFault.PROVIDER_TIMEOUT, "timeout: 0.5s", "timeout: 10s"),
          replacing(
              WiringFault.PROVIDER_FAIL_OPEN, "        failOpen: false", "        failOpen: true"),
          replacing(WiringFault.PROVIDER_STATUS_ON_ERROR, "        statusOnError: \"503\"\n", ""),
          replacing(WiringFault.PROVIDER_STATUS_ON_ERROR, "\"503\"", "\"403\""),
          replacing(
              WiringFault.PROVIDER_UNKNOWN,
              "provider: {name: sluice-ext-authz}",
              "provider: {name: other}"),
          replacing(WiringFault.PROVIDER_SERVICE, "        port: 9001", "        port: 9000"),
          without(WiringFault.CUSTOM_WITHOUT_ALLOW, "twin"),
          without(WiringFault.CALLERS_NOT_DENIED, "deny sluice-system"),
          without(WiringFault.MTLS_NOT_STRICT, "strict"),
          replacing(WiringFault.MTLS_NOT_STRICT, "mode: STRICT", "mode: PERMISSIVE"),
          replacing(
              WiringFault.MTLS_NOT_STRICT,
              "mtls: {mode: STRICT}",
              "mtls: {mode: STRICT}\n  portLevelMtls: {9001: {mode: DISABLE}}"),
          replacing(
              WiringFault.SELECTOR_MATCHES_NOTHING,
              "  selector: {matchLabels: {app: extauthz-server}}\n  rules:",
              "  selector: {matchLabels: {app: extauthz}}\n  rules:"),
          replacing(
              WiringFault.SELECTOR_MATCHES_NOTHING,
              "  mtls: {mode: STRICT}\n",
              """
                mtls: {mode: STRICT}
              ---
              apiVersion: security.istio.io/v1
              kind: PeerAuthentication
              metadata: {name: other, namespace: sluice-system}
              spec:
                selector: {matchLabels: {app: other}}
                mtls: {mode: STRICT}
              """),
          replacing(
              WiringFault.ENVOY_FILTER_NAMESPACE,
              "metadata: {name: access-log, namespace: istio-ingress}\nspec:\n",
              """
              metadata: {name: access-log, namespace: shop}
              spec:
                workloadSelector: {labels: {istio: ingressgateway}}
              """),
          replacing(
              WiringFault.SIDECAR_HIDES_SERVERS, "[\"./*\", \"sluice-system/*\"]", "[\"./*\"]"),
          replacing(WiringFault.APP_PROTOCOL, "port: 9001, appProtocol: grpc", "port: 9001"),
          replacing(
              WiringFault.APP_PROTOCOL,
              "port: 9002, appProtocol: grpc",
              "port: 9002, appProtocol: http"),
          replacing(
              WiringFault.EXT_PROC_CLUSTER,
              "outbound|9002||extproc-dlp-server.",
              "outbound|9003||extproc-dlp-server."),
          repeating(WiringFault.EXT_PROC_TWICE, "ext_proc"),
          replacing(
              WiringFault.EXT_PROC_ORDER, "operation: INSERT_BEFORE", "operation: INSERT_FIRST"),
          replacing(
              WiringFault.EXT_PROC_ORDER, "operation: INSERT_BEFORE", "operation: INSERT_AFTER"),
          replacing(
              WiringFault.EXT_PROC_ORDER,
              "subFilter: {name: envoy.filters.http.router}",
              "subFilter: {name: envoy.filters.http.ext_authz}"),
          replacing(
              WiringFault.EXT_PROC_CONTEXT,
              "context: GATEWAY\n      listener: {filterChain",
              "context: WAYPOINT\n      listener: {filterChain"),
          replacing(
              WiringFault.EXT_PROC_FAIL_OPEN,
              "failure_mode_allow: false",
              "failure_mode_allow: true"),
          replacing(
              WiringFault.EXT_PROC_BODY_MODE,
              "            request_body_mode: FULL_DUPLEX_STREAMED",
              "            request_body_mode: BUFFERED"),
          replacing(
              WiringFault.EXT_PROC_BODY_MODE,
              "            response_body_mode: FULL_DUPLEX_STREAMED\n",
              ""),
          replacing(WiringFault.EXT_PROC_TRAILERS, "            request_trailer_mode: SEND\n", ""),
          replacing(
              WiringFault.EXT_PROC_TRAILERS,
              "response_trailer_mode: SEND}",
              "response_trailer_mode: SKIP}"),
          replacing(
              WiringFault.EXT_PROC_BODY_MODE,
              "responseBodyMode: FULL_DUPLEX_STREAMED",
              "responseBodyMode: STREAMED"),
          replacing(
              WiringFault.EXT_PROC_FAIL_OPEN,
              "            overrides:",
              "            overrides:\n              failure_mode_allow: true"),
          replacing(WiringFault.EXT_PROC_ALWAYS_ON, "        disabled: true\n", ""),
          without(WiringFault.EXT_PROC_NEVER_ON, "routes"),
          replacing(
              WiringFault.EXT_PROC_MESSAGE_LIMIT,
              "  - applyTo: NETWORK_FILTER\n",
              """
                - applyTo: LISTENER
                  match: {context: GATEWAY}
                  patch: {operation: MERGE, value: {per_connection_buffer_limit_bytes: 134217728}}
                - applyTo: NETWORK_FILTER
              """),
          replacing(
              WiringFault.EXT_PROC_MESSAGE_LIMIT,
              "--- # processing\n",
              """
              ---
              apiVersion: gateway.envoyproxy.io/v1alpha1
              kind: ClientTrafficPolicy
              metadata: {name: buffers, namespace: shop}
              spec:
                targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: shop}]
                connection: {bufferLimit: 128Mi}
              --- # processing
              """),
          replacing(
              WiringFault.EXT_PROC_MESSAGE_LIMIT,
              " readOnlyRootFilesystem: true} # extproc-dlp-server",
              """
               readOnlyRootFilesystem: true} # extproc-dlp-server
                      env: [{name: SLUICE_GRPC_MAX_MESSAGE_BYTES, value: "65536"}]\
              """),
          without(WiringFault.ACCESS_LOG_MISSING, "telemetry"),
          replacing(WiringFault.ACCESS_LOG_BUFFERED, "                buffer_size_bytes: 0\n", ""),
          replacing(
              WiringFault.ISSUER_BLOCKED,
              "hosts: [login.partner.example]",
              "hosts: [other.example]"),
          replacing(
              WiringFault.SPOOL_NOT_PERSISTENT,
              "      # more volumes of extproc-dlp-server",
              "      - {name: data, emptyDir: {}}"),
          replacing(WiringFault.REPLICAS_LOW, "minReplicas: 3 # extauthz-server", "minReplicas: 2"),
          without(WiringFault.DISRUPTION_BUDGET_MISSING, "budget extproc-dlp-server"),
          without(WiringFault.NETWORK_POLICY_MISSING, "network extauthz-server"),
          replacing(
              WiringFault.SERVICE_ACCOUNT_TOKEN,
              "      automountServiceAccountToken: false # extauthz-server\n",
              ""),
          replacing(
              WiringFault.CONTAINER_AS_ROOT,
              "runAsNonRoot: true, runAsUser: 65532} # extproc-dlp-server",
              "runAsNonRoot: true, runAsUser: 0}"),
          replacing(
              WiringFault.CONTAINER_AS_ROOT,
              "      securityContext: {runAsNonRoot: true, runAsUser: 65532} # extauthz-server\n",
              ""),
          replacing(
              WiringFault.ROOT_FILESYSTEM_WRITABLE,
              ", readOnlyRootFilesystem: true} # extproc-dlp-server",
              "}"),
          replacing(
              WiringFault.GATEWAY_AUTH_FAIL_OPEN,
              "    failOpen: false\n    timeout: 500ms",
              "    failOpen: true\n    timeout: 500ms"),
          replacing(WiringFault.GATEWAY_AUTH_TIMEOUT, "    timeout: 500ms\n", ""),
          replacing(
              WiringFault.GATEWAY_PROC_FAIL_OPEN, "failOpen: false # processing", "failOpen: true"),
          replacing(
              WiringFault.GATEWAY_PROC_BODY_MODE,
              "request: {body: FullDuplexStreamed}",
              "request: {body: Buffered}"),
          replacing(
              WiringFault.REFERENCE_GRANT_MISSING,
              "  - {group: gateway.envoyproxy.io, kind: SecurityPolicy, namespace: shop}\n",
              ""));

  @Test
  void findings_correctManifests_areNone() throws Exception {
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
    assertTrue(place.matches(folder + "/[a-z-]+\\.yaml:[0-9]+:[0-9]+"), place);
  }

  @Test
  void injections_coverAllChecks() {
    Set<WiringFault> injected =
        INJECTIONS.stream().map(FaultInjection::fault).collect(Collectors.toSet());
    assertEquals(EnumSet.copyOf(InstallationChecks.faults()), EnumSet.copyOf(injected));
  }

  @Test
  void replicas_withoutAutoscaler_areCounted(@TempDir Path folder) throws Exception {
    replacing(
            WiringFault.REPLICAS_LOW,
            "  replicas: 3\n  selector: {matchLabels: {app: extproc-dlp-server}}",
            "  selector: {matchLabels: {app: extproc-dlp-server}}")
        .write(CORRECT, folder);
    assertEquals(List.of(), findings(folder), "the autoscaler decides");
    Path servers = folder.resolve("servers.yaml");
    Files.writeString(
        servers,
        without(WiringFault.REPLICAS_LOW, "autoscaler extproc-dlp-server")
            .change()
            .apply(Files.readString(servers)));
    assertEquals(
        List.of(WiringFault.REPLICAS_LOW),
        findings(folder).stream().map(WiringFinding::fault).toList());
  }

  @Test
  void serverBesideEnvoy_isChecked(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("envoy.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: envoy, namespace: edge}
        spec:
          replicas: 3
          template:
            metadata: {labels: {app: envoy}}
            spec:
              automountServiceAccountToken: false
              securityContext: {runAsNonRoot: true}
              containers:
              - name: envoy
                image: envoyproxy/envoy:v1.40.0
                securityContext: {readOnlyRootFilesystem: true}
                volumeMounts: [{name: kept, mountPath: /var/lib/sluice}]
              - name: dlp
                image: registry.example/sluice/extproc-dlp-server:1.0
                securityContext: {readOnlyRootFilesystem: true}
                volumeMounts: [{name: data, mountPath: /var/lib/sluice}]
              volumes:
              - {name: kept, persistentVolumeClaim: {claimName: kept}}
              - {name: data, emptyDir: {}}
        """);
    assertEquals(
        List.of(
            WiringFault.SPOOL_NOT_PERSISTENT,
            WiringFault.DISRUPTION_BUDGET_MISSING,
            WiringFault.NETWORK_POLICY_MISSING),
        findings(folder).stream().map(WiringFinding::fault).toList());
  }

  @Test
  void place_insideConfigMap_isThatOfTheFile(@TempDir Path folder) throws Exception {
    INJECTIONS.getFirst().write(CORRECT, folder);
    assertEquals(folder + "/mesh.yaml:10:7", findings(folder).getFirst().place());
  }

  private static List<WiringFinding> findings(Path folder) throws Exception {
    return InstallationChecks.findings(
        ManifestReader.read(List.of(folder), InputStream.nullInputStream()));
  }
}
