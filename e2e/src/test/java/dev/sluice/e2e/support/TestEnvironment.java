package dev.sluice.e2e.support;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.e2e.client.AuditRowReader;
import dev.sluice.e2e.client.ChatBackendSwitch;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubCompletions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The running environment, with helpers for tests. */
public record TestEnvironment(SluiceStack stack) {
  public static final String CHAT = "/v1/chat/completions";

  /** Returns a client without a token. */
  public GatewayClient anonymous() {
    return new GatewayClient(stack.ports().http(StackPort.GATEWAY));
  }

  /** Returns a client with a valid token of a role. */
  public GatewayClient withRole(String role) {
    return anonymous().withBearer(stack.issuer().token(role));
  }

  /** Returns a client without a token for a host on a listener port. */
  public GatewayClient atHost(int port, String host) {
    return new GatewayClient(URI.create("http://127.0.0.1:" + port)).withHeader("Host", host);
  }

  public SqlClient sql() {
    return new SqlClient(stack.database());
  }

  /** Removes the administrators of the management API, so that a controller makes a first one. */
  public void removeAdministrators() {
    sql().execute("delete from role_bindings where role = 'system-admin'");
  }

  public ControlPlaneState controlPlane() {
    return new ControlPlaneState(sql());
  }

  /** Creates a tenant with its own gateway on a free port. */
  public ProviderTenant newProvider(String slug) {
    return new ProviderTenant(sql(), slug, StackPorts.findFreePort());
  }

  /** Returns the port of an echo upstream. */
  public int echoPort() {
    return stack.ports().of(StackPort.AGENT);
  }

  /** Returns a unique correlation id. */
  public static String uniqueId(String name) {
    return name + "-" + UUID.randomUUID();
  }

  public AuditRowReader auditRows() {
    return new AuditRowReader(stack.database());
  }

  public ChatBackendSwitch chatSwitch() {
    return new ChatBackendSwitch(stack.database(), withRole("viewer"));
  }

  /** Returns the metrics of extproc-dlp-server. */
  public ServerMetrics extprocServerMetrics() {
    return new ServerMetrics(
        stack.process(ServerKind.EXTPROC).pid(), stack.ports().http(StackPort.EXTPROC_OPS));
  }

  /** Returns a metric of extproc-dlp-server, summed over all labels. */
  public double extprocMetric(String name) {
    return extprocServerMetrics().metric(name, "");
  }

  /** Returns the headers with one more entry. */
  public static Map<String, String> withEntry(
      Map<String, String> headers, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return more;
  }

  public static String prompt(String text) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  public static String streamedPrompt(String text) {
    return "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + text
        + "\"}]}";
  }

  /** Returns a prompt with the name of another model. */
  public static String withModel(String prompt, String model) {
    return prompt.replace("\"model\":\"m\"", "\"model\":\"" + model + "\"");
  }

  /** Returns a prompt that the shipped rules block. */
  public static String blockedPrompt() {
    return prompt("the key is " + "AKIA" + "IOSFODNN7EXAMPLE");
  }

  /** Checks that no log of a process contains a secret. */
  public void assertNoSecretInLogs() {
    try (Stream<Path> logs = Files.list(stack.settings().logs())) {
      for (Path log : logs.toList()) {
        String text = Files.readString(log);
        for (String secret :
            List.of("AKIA" + "IOSFODNN7", "eyJ", StubCompletions.EMAIL, StubCompletions.CARD)) {
          assertFalse(text.contains(secret), () -> log + " holds a secret of a test");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
