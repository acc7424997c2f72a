package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the rules of a policy file for single requests, by capability. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class RequestRulesIT {
  private static final Duration RELOADED = Duration.ofSeconds(30);
  private static final String FORWARDED = "X-Forwarded-For";

  private final TestEnvironment sluice;
  private final ScriptedProduct site;
  private final ManagedProcess server;
  private final Path config;
  private final Path policy;
  private final Path feed;
  private String before = "";
  private int version;

  RequestRulesIT(TestEnvironment sluice) throws IOException {
    this.sluice = sluice;
    site = new ScriptedProduct(sluice, "requestrules", "off");
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder("changing-policy"));
    policy = folder.resolve("authz.yaml");
    feed = folder.resolve("feed.txt");
  }

  @BeforeAll
  void ownPolicy() throws IOException {
    Path shipped = sluice.stack().settings().root().policies().resolve("authz.yaml");
    before = Files.readString(config);
    Files.writeString(feed, "192.0.2.0/24\n");
    write("[]");
    restart(
        before
            .replace(shipped.toString(), policy.toString())
            .replace("reload: 1s", "reload: 100ms"));
  }

  @AfterAll
  void shippedPolicy() throws IOException {
    restart(before);
    site.close();
  }

  @Test
  @Tag("C-53")
  @DisplayName(
      "C-53 addresses of a file are refused, the allow list wins, and a spoof changes nothing")
  void c53_addresses() throws IOException {
    write("[{id: feed, deny-file: feed.txt, hosts: [" + site.host() + "]}]");
    Files.writeString(feed, "127.0.0.0/8 # this machine\n");
    await("IP_BLOCKED", "");
    GatewayResponse refused = site.client().get("/a");
    assertEquals(403, refused.status(), refused.body());
    assertEquals("IP_BLOCKED", code("203.0.113.9"));
    assertEquals("IP_BLOCKED", code("203.0.113.9, 198.51.100.7"));

    write("[{id: feed, deny-file: feed.txt, allow: [127.0.0.1], hosts: [" + site.host() + "]}]");
    await("", "");
    write("[{id: only, allow: [203.0.113.0/24], hosts: [" + site.host() + "]}]");
    await("IP_BLOCKED", "");
    assertEquals("IP_BLOCKED", code("203.0.113.9"));
    write("[{id: feed, deny-file: feed.txt, mode: shadow}]");
    await("", "");
    String id = TestEnvironment.uniqueId("c53");
    assertEquals(200, site.client().withCorrelation(id).get("/a").status());
    String extra = sluice.auditRows().awaitOne(id).column("extra");
    assertTrue(extra.contains("address:feed"), extra);

    long pid = server.pid();
    Files.writeString(feed, "nowhere\n");
    ConditionWait.awaitTrue(
        "it is refused", RELOADED, () -> server.logTail().contains("feed.txt:1:1"));
    assertEquals(pid, server.pid());
    assertTrue(server.logTail().contains("list feed: is not an IP address"), server.logTail());
    Files.writeString(feed, "192.0.2.0/24\n");
  }

  @Test
  @Tag("C-06")
  @DisplayName("C-06 roles, and conditions on what a token says and what is asked")
  void c06_conditions() throws IOException {
    write(
        """
        []
          conditions:
            - {id: get-only, require: request.method == 'GET', hosts: [%s]}
        """
            .formatted(site.host()));
    ConditionWait.awaitTrue(
        "a post is refused", RELOADED, () -> site.post("/a", "{}").status() == 403);
    assertEquals("AUTH_FORBIDDEN", site.post("/a", "{}").errorCode());
    assertEquals("", code(""));
    write("[]");
    ConditionWait.awaitTrue("a post passes", RELOADED, () -> site.post("/a", "{}").status() == 200);
  }

  private void write(String addresses) throws IOException {
    version++;
    Files.writeString(
        policy,
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: rules-%s}
        spec:
          levels: [{path: "*", level: viewer}]
          addresses: %s
        """
            .formatted(version, addresses));
  }

  private void await(String code, String forwarded) {
    ConditionWait.awaitTrue("the answer is " + code, RELOADED, () -> code(forwarded).equals(code));
  }

  private String code(String forwarded) {
    GatewayResponse answer =
        forwarded.isEmpty()
            ? site.client().get("/a")
            : site.client().withHeader(FORWARDED, forwarded).get("/a");
    return answer.status() == 200 ? "" : answer.errorCode();
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
