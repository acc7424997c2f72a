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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
  private static final Duration EFFECTIVE = Duration.ofSeconds(5);
  private static final Duration RELOADED = Duration.ofSeconds(30);
  private static final String PROMPT = TestEnvironment.prompt("hello");
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
  @Tag("C-52")
  @DisplayName("C-52 fifty failed credentials block their address for a time, on all servers")
  void c52_failedCredentials() throws IOException, SQLException {
    write("[]\n  blocking: {failures: 50, window: 60s, block-for: 6s}");
    GatewayClient first = guessing("127.0.5.1");
    long start = System.nanoTime();
    guess(first, 401);
    assertEquals(401, guessing("127.0.5.2").post(TestEnvironment.CHAT, PROMPT).status());
    assertEquals(
        403,
        first.withHeader(FORWARDED, "203.0.113.9").post(TestEnvironment.CHAT, PROMPT).status());
    awaitStatus(first, 401);
    assertTrue(System.nanoTime() - start >= Duration.ofSeconds(6).toNanos(), "the whole time");
    awaitEvents("127.0.5.1/32", "CREATE system", "DELETE system");

    write("[]\n  blocking: {failures: 50, window: 60s, block-for: 10m}");
    GatewayClient second = guessing("127.0.5.3");
    guess(second, 401);
    String row = "from ip_blocks where cidr = '127.0.5.3/32' and source = 'auto'";
    ConditionWait.awaitTrue("the row is written", EFFECTIVE, () -> count(row) == 1);
    awaitEvents("127.0.5.3/32", "CREATE system");
    assertTrue(server.logTail().contains("blocked 127.0.5.3/32 for 600 s after 50 failed"));
    execute("delete " + row);
    awaitStatus(second, 401);
    write("[]");
    execute("delete from ip_blocks where source = 'auto'");
  }

  private void awaitEvents(String network, String... wanted) {
    ConditionWait.awaitTrue(
        "the events of " + network + " are " + List.of(wanted),
        EFFECTIVE,
        () ->
            sluice
                .sql()
                .query(
                    "select action || ' ' || actor_role from change_events"
                        + " where resource_type = 'ip_block' and resource_name = ? order by id",
                    network)
                .equals(List.of(wanted)));
  }

  private GatewayClient guessing(String address) {
    return sluice
        .anonymous()
        .from(InetAddress.ofLiteral(address))
        .withBearer("sl_guess.not-a-token");
  }

  /** Guesses until the address is blocked, once the policy is in force. */
  private static void guess(GatewayClient client, int status) {
    int guesses = 0;
    GatewayResponse answer = client.post(TestEnvironment.CHAT, PROMPT);
    long end = System.nanoTime() + RELOADED.toNanos();
    while (answer.status() == status && System.nanoTime() < end) {
      guesses++;
      answer = client.post(TestEnvironment.CHAT, PROMPT);
    }
    assertEquals(403, answer.status(), answer.body());
    assertEquals("IP_BLOCKED", answer.errorCode());
    assertTrue(guesses >= 50, "guesses " + guesses);
  }

  private static void awaitStatus(GatewayClient client, int status) {
    ConditionWait.awaitTrue(
        "the status is " + status,
        EFFECTIVE.plusSeconds(6),
        () -> client.post(TestEnvironment.CHAT, PROMPT).status() == status);
  }

  private int count(String rows) {
    try (Connection connection = sluice.stack().database().connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) " + rows)) {
      return result.next() ? result.getInt(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = sluice.stack().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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

  @Test
  @Tag("C-47")
  @DisplayName("C-47 a limit of the file counts users and addresses apart, and says when to return")
  void c47_limits() throws IOException {
    write(
        """
        []
          limits:
            - {id: per-user, key: [user], requests-per-unit: 5, unit: minute, routes: [%s]}
            - {id: per-address, key: [ip], requests-per-unit: 4, unit: minute, hosts: [%s]}
        """
            .formatted(TestEnvironment.CHAT, site.host()));
    GatewayClient first = user("limited-1");
    awaitLimit("\"per-user\"", () -> user("limited-0").post(TestEnvironment.CHAT, PROMPT));
    for (int call = 1; call <= 5; call++) {
      assertEquals(200, first.post(TestEnvironment.CHAT, PROMPT).status(), "call " + call);
    }
    GatewayResponse sixth = first.post(TestEnvironment.CHAT, PROMPT);
    assertEquals(429, sixth.status(), sixth.body());
    assertEquals("RATE_LIMITED", sixth.errorCode());
    int wait = Integer.parseInt(sixth.header("retry-after").orElseThrow());
    assertTrue(wait >= 1 && wait <= 60, "wait " + wait);
    assertEquals("\"per-user\";q=5;w=60", sixth.header("ratelimit-policy").orElseThrow());
    assertEquals(200, user("limited-2").post(TestEnvironment.CHAT, PROMPT).status());

    InetAddress other = InetAddress.ofLiteral("127.0.0.2");
    for (int call = 1; call <= 4; call++) {
      assertEquals(200, site.client().from(other).get("/a").status(), "call " + call);
    }
    assertEquals(429, site.client().from(other).get("/a").status());
    assertEquals(
        429, site.client().from(other).withHeader(FORWARDED, "203.0.113.9").get("/a").status());
    InetAddress third = InetAddress.ofLiteral("127.0.0.3");
    assertEquals(200, site.client().from(third).get("/a").status());
    write("[]");
    ConditionWait.awaitTrue(
        "the limit has gone", RELOADED, () -> site.client().from(other).get("/a").status() == 200);
  }

  private GatewayClient user(String subject) {
    return sluice
        .anonymous()
        .withBearer(sluice.stack().issuer().token("viewer", Map.of("sub", subject)));
  }

  private static void awaitLimit(String name, Supplier<GatewayResponse> call) {
    ConditionWait.awaitTrue(
        "the limit applies",
        RELOADED,
        () -> call.get().header("ratelimit").orElse("").startsWith(name));
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
