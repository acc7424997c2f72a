package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.HeaderTable;
import dev.sluice.e2e.support.SentHeader;
import dev.sluice.e2e.support.StaticEnvoy;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of headers that clients must not send: through an Envoy of xds-controller, and through
 * an Envoy whose only protection is ext_authz. Both servers have settings that add and exempt
 * names.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ForgedHeadersIT {
  private static final String SITE = "forged";
  private static final String HOST = SITE + ".dev.local.api.example.com";
  private static final List<ServerKind> CONFIGURED =
      List.of(ServerKind.CONTROLLER, ServerKind.EXTAUTHZ);

  private final TestEnvironment sluice;
  private final Map<ServerKind, String> before = new EnumMap<>(ServerKind.class);
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final ProviderTenant provider;
  private final int alone = StackPorts.findFreePort();
  private final StaticEnvoy envoy;
  private final String token;

  ForgedHeadersIT(TestEnvironment sluice) {
    this.sluice = sluice;
    token = "Bearer " + sluice.stack().issuer().token("viewer");
    provider =
        sluice
            .newProvider(SITE)
            .addProduct(SITE, upstream.port())
            .publishProduct(SITE, "dev", "default");
    envoy =
        StaticEnvoy.start(
            sluice.stack().settings(),
            "ext-authz-alone.yaml",
            Map.of(
                "main", alone,
                "extauthz", sluice.stack().ports().of(StackPort.EXTAUTHZ),
                "upstream", upstream.port()));
  }

  @BeforeAll
  void open() throws IOException {
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'oauth2',"
                + " auth_config = '{\"issuer\": \"default\"}' from products"
                + " where products.id = product_id and slug = ?",
            SITE);
    for (ServerKind kind : CONFIGURED) {
      String config = Files.readString(file(kind));
      before.put(kind, config);
      restart(
          kind,
          config
              + "client-headers:\n  keep: "
              + HeaderTable.KEPT_BY_SETTING
              + "\n  remove: "
              + HeaderTable.REMOVED_BY_SETTING.stream().map(name -> '"' + name + '"').toList()
              + "\n");
    }
    for (int port : List.of(provider.port(), alone)) {
      GatewayClient client = sluice.atHost(port, HOST);
      ControlPlaneState.awaitStatus(client.withHeader("Authorization", token), 200);
      ControlPlaneState.awaitStatus(client, 401);
      ConditionWait.awaitTrue(
          "the settings are applied",
          ControlPlaneState.LIMIT,
          () -> !seen(port, HeaderTable.keptBySetting()).equals(HeaderTable.REMOVED));
    }
  }

  @AfterAll
  void leave() throws IOException {
    envoy.close();
    provider.close();
    upstream.close();
    for (var config : before.entrySet()) {
      restart(config.getKey(), config.getValue());
    }
  }

  @Test
  void controllersEnvoy_forgedHeaders_areRemoved() throws IOException {
    HeaderTable table = new HeaderTable("xds-controller's Envoy");
    table.fill(header -> seen(provider.port(), header));
    table.assertComplete(true);
  }

  @Test
  void extauthzAlone_forgedHeaders_areRemoved() throws IOException {
    HeaderTable table = new HeaderTable("extauthz-server alone");
    table.fill(header -> seen(alone, header));
    table.assertComplete(false);
  }

  /** Sends a header, and returns what the upstream saw of it, or the status of a rejection. */
  private String seen(int port, SentHeader header) {
    upstream.respondWith(new RawHttpUpstream.ScriptedResponse("text/plain", List.of(), Map.of()));
    String request =
        "GET /v1/team HTTP/1.1\r\nhost: %s\r\nauthorization: %s\r\nconnection: close\r\n%s\r\n\r\n"
            .formatted(HOST, token, String.join("\r\n", header.lines()));
    try (RawHttpCall call = RawHttpCall.connect(port)) {
      RawHttpMessage answer = call.sendRaw(request).readResponse();
      if (answer.status() != 200) {
        return Integer.toString(answer.status());
      }
    }
    RawHttpMessage received = upstream.lastRequest().orElseThrow();
    assertEquals("user-viewer", received.header("x-user-id").orElse(""), received.toString());
    return HeaderTable.seenIn(received.headers(), header);
  }

  private Path file(ServerKind kind) {
    return sluice.stack().settings().config(kind.module());
  }

  private void restart(ServerKind kind, String config) throws IOException {
    Files.writeString(file(kind), config);
    ManagedProcess server = sluice.stack().process(kind);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
