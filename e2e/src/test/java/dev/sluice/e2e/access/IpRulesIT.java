package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of address lists in two files: of the access policy, and of a file of their own. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class IpRulesIT {
  private static final Duration RELOADED = Duration.ofSeconds(30);

  private final TestEnvironment sluice;
  private final ScriptedProduct site;
  private final ManagedProcess server;
  private final Path config;
  private final Path policy;
  private final Path lists;
  private String before = "";

  IpRulesIT(TestEnvironment sluice) throws IOException {
    this.sluice = sluice;
    site = new ScriptedProduct(sluice, "iprules", "off");
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder("ip-policy"));
    policy = folder.resolve("authz.yaml");
    lists = folder.resolve("ip_rules.yaml");
  }

  @BeforeAll
  void ownPolicies() throws IOException {
    Path shipped = sluice.stack().settings().root().policies().resolve("authz.yaml");
    before = Files.readString(config);
    write(policy, "AuthzPolicy", "one", "levels: [{path: '*', level: viewer}]", "127.0.7.1");
    write(lists, "IpRules", "two", "", "127.0.7.2");
    restart(
        before
            .replace("  authz: " + shipped + "\n", "  authz: " + policy + "\n  ip: " + lists + "\n")
            .replace("reload: 1s", "reload: 100ms"));
  }

  @AfterAll
  void shippedPolicies() throws IOException {
    restart(before);
    site.close();
  }

  @Test
  @Tag("C-53")
  @DisplayName("C-53 the address lists of both files are in force, and each is reloaded")
  void c53_listsOfTwoFiles() throws IOException {
    assertBlocked("127.0.7.1", "address:one");
    assertBlocked("127.0.7.2", "address:two");
    assertEquals(200, from("127.0.7.3").get("/a").status());
    ConditionWait.awaitTrue(
        "the controller knows the file",
        RELOADED,
        () ->
            !sluice
                .sql()
                .query("select version from policy_sets where kind = ? and status = 'active'", "ip")
                .isEmpty());

    write(lists, "IpRules", "two", "", "127.0.7.3");
    ConditionWait.awaitTrue(
        "the list has changed", RELOADED, () -> from("127.0.7.3").get("/a").status() == 403);
    assertEquals(200, from("127.0.7.2").get("/a").status());

    write(lists, "IpRules", "one", "", "127.0.7.2");
    ConditionWait.awaitTrue(
        "the id of the other file is refused",
        RELOADED,
        () -> server.logTail().contains("list one: is the id of the list at " + policy + ":"));
    assertTrue(server.logTail().contains(lists + ":"), server.logTail());
    assertEquals(403, from("127.0.7.3").get("/a").status());
  }

  private void assertBlocked(String address, String rule) {
    String id = TestEnvironment.uniqueId("c53-ip");
    GatewayResponse refused = from(address).withCorrelation(id).get("/a");
    assertEquals(403, refused.status(), refused.body());
    assertEquals("IP_BLOCKED", refused.errorCode());
    String extra = sluice.auditRows().awaitOne(id).column("extra");
    assertTrue(extra.contains(rule), extra);
    assertTrue(extra.matches("(?s).*authz@1#[0-9a-f]{12}\\+ip@1#[0-9a-f]{12}.*"), extra);
  }

  private GatewayClient from(String address) {
    return site.client().from(InetAddress.ofLiteral(address));
  }

  private static void write(Path file, String kind, String id, String first, String address)
      throws IOException {
    String addresses = "addresses: [{id: " + id + ", deny: [" + address + "]}]";
    List<String> spec = first.isEmpty() ? List.of(addresses) : List.of(first, addresses);
    Files.writeString(
        file,
        """
        apiVersion: sluice.dev/v1
        kind: %s
        metadata: {name: %s, version: '1'}
        spec: {%s}
        """
            .formatted(kind, kind.equals("IpRules") ? "ip" : "authz", String.join(", ", spec)));
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
