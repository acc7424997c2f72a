package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.support.PolicySigner;
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

/** The tests of rules that change at run time, and of a server that is down, by capability. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class DlpRulesReloadIT {
  private static final Duration RELOADED = Duration.ofSeconds(30);
  private final TestEnvironment sluice;
  private final ManagedProcess server;
  private final Path config;
  private final Path words;
  private final Path attacks;
  private String before = "";

  DlpRulesReloadIT(TestEnvironment sluice) throws IOException {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTPROC);
    config = sluice.stack().settings().config(ServerKind.EXTPROC.module());
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder("changing-rules"));
    words = folder.resolve("words.yaml");
    attacks = folder.resolve("attacks.yaml");
  }

  @BeforeAll
  void ownRules() throws IOException {
    Path policies = sluice.stack().settings().root().policies();
    before = Files.readString(config);
    write(1, "forbidden", "harmful");
    restart(
        before
            .replace(policies.resolve("dlp_rules.yaml").toString(), words.toString())
            .replace(policies.resolve("waf_rules.yaml").toString(), attacks.toString()));
  }

  @AfterAll
  void shippedRules() throws IOException {
    restart(before);
  }

  @Test
  @Tag("C-33")
  @DisplayName("C-33 rules are reloaded without a restart, and a bad file changes nothing")
  void c33_reload() throws IOException {
    long pid = server.pid();
    assertEquals("DLP_BLOCKED", said("a forbidden word"));
    assertEquals("WAF_BLOCKED", said("a harmful word"));
    write(2, "banned", "evil+");
    awaitSaid("DLP_BLOCKED", "a banned word");
    awaitSaid("WAF_BLOCKED", "an evill word");
    assertEquals("", said("a forbidden word, harmful"));

    write(3, "[unclosed", "(unclosed");
    ConditionWait.awaitTrue(
        "both files are refused",
        RELOADED,
        () -> rejected("DlpRules") == 1 && rejected("WafRules") == 1);
    assertTrue(server.logTail().contains("words.yaml:3:"), server.logTail());
    assertTrue(server.logTail().contains("attacks.yaml:6:"), server.logTail());
    assertEquals("DLP_BLOCKED", said("a banned word"));
    assertEquals("WAF_BLOCKED", said("an evil word"));
    assertEquals(pid, server.pid());
    write(4, "forbidden", "harmful");
    awaitSaid("DLP_BLOCKED", "a forbidden word");
    awaitSaid("WAF_BLOCKED", "a harmful word");
  }

  @Test
  @Tag("C-33")
  @DisplayName("C-33 with the key of the policies, only signed rules are taken")
  void c33_signedReload() throws IOException {
    PolicySigner signer = PolicySigner.create(words.resolveSibling(""));
    write(5, "forbidden", "harmful");
    signer.sign(words, attacks);
    String unsigned = Files.readString(config);
    restart(unsigned + "policies: {public-key-file: %s}\n".formatted(signer.publicKey()));
    assertEquals("DLP_BLOCKED", said("a forbidden word"));

    Files.writeString(words, "version: words-6\nrules: []\n");
    ConditionWait.awaitTrue(
        "the unsigned file is refused", RELOADED, () -> rejected("DlpRules") == 1);
    assertTrue(server.logTail().contains("differs from the signed manifest"), server.logTail());
    assertEquals("DLP_BLOCKED", said("a forbidden word"));

    write(7, "banned", "harmful");
    signer.sign(words, attacks);
    awaitSaid("DLP_BLOCKED", "a banned word");
    assertEquals("", said("a forbidden word"));
    write(8, "forbidden", "harmful");
    restart(unsigned);
  }

  @Test
  @Tag("C-34")
  @DisplayName("C-34 without the server, inspected routes are closed and others are not")
  void c34_serverDown() {
    try (ScriptedProduct other = new ScriptedProduct(sluice, "c34", "off")) {
      server.kill();
      GatewayResponse closed =
          sluice.withRole("viewer").post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
      assertEquals(503, closed.status(), closed.body());
      assertEquals("DLP_UNAVAILABLE", closed.errorCode());
      assertTrue(closed.header("retry-after").isPresent());
      assertEquals(200, other.post("/", "{}").status());
      server.start();
      server.awaitReady();
    }
    ConditionWait.awaitTrue("it serves again", RELOADED, () -> status("ping") == 200);
  }

  private void write(int version, String word, String attack) throws IOException {
    Files.writeString(
        words,
        """
        version: words-%s
        rules:
          - {id: word, kind: keyword, pattern: %s, action: block}
        """
            .formatted(version, word));
    Files.writeString(
        attacks,
        """
        apiVersion: sluice.dev/v1
        kind: WafRules
        metadata: {name: waf, version: waf-%s}
        spec:
          apply: [{parts: [body]}]
          rules: [{id: attack, class: sqli, patterns: ['%s']}]
        """
            .formatted(version, attack));
  }

  private void awaitSaid(String code, String text) {
    ConditionWait.awaitTrue(code + " of " + text, RELOADED, () -> said(text).equals(code));
  }

  private String said(String text) {
    return sluice
        .withRole("viewer")
        .post(TestEnvironment.CHAT, TestEnvironment.prompt(text))
        .errorCode();
  }

  private int status(String text) {
    return sluice
        .withRole("viewer")
        .post(TestEnvironment.CHAT, TestEnvironment.prompt(text))
        .status();
  }

  private double rejected(String kind) {
    return sluice
        .extprocServerMetrics()
        .metric("policy_reload_total", "kind=\"%s\",result=\"rejected\"".formatted(kind));
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
