package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.sdk.ProviderSdk;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The tests of N-02: the model receives tokens, and the caller receives the original values. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReversibleTokensIT {
  private static final String PRODUCT = "tokens";
  private static final String HOST = PRODUCT + ".dev.local.api.example.com";
  private static final String RULES =
      """
      version: tokens-1
      rules:
        - {id: email, kind: checksum, validator: email, action: token, routes: ['/v1/chat']}
      """;
  private static final String QUESTION =
      "Repeat after me: <EMAIL_1> is no address, kim@example.com and lee@example.com are, <EMAIL_9>.";

  private final TestEnvironment sluice;
  private final Map<String, ProviderSdk.Found> sdks =
      Map.of("py", ProviderSdk.python("openai==3.54.0"), "mjs", ProviderSdk.node("openai@7.57.0"));
  private final ProviderTenant provider;
  private final Path config;
  private String before = "";

  ReversibleTokensIT(TestEnvironment sluice) {
    this.sluice = sluice;
    provider = sluice.newProvider(PRODUCT);
    config = sluice.stack().settings().config(ServerKind.EXTPROC.module());
  }

  @BeforeAll
  void publish() throws IOException {
    Path shipped = sluice.stack().settings().root().policies().resolve("dlp_rules.yaml");
    Path rules = Files.createDirectories(sluice.stack().settings().stateFolder("token-rules"));
    Files.copy(shipped, rules.resolve("10-shipped.yaml"));
    Files.writeString(rules.resolve("20-tokens.yaml"), RULES);
    before = Files.readString(config);
    restart(before.replace(shipped.toString(), rules.toString()));
    provider
        .setInspection("pre_and_incremental")
        .addProduct(PRODUCT, sluice.stack().ports().of(StackPort.CHAT))
        .publishProduct(PRODUCT, "dev", "default");
    ControlPlaneState.awaitStatus(sluice.atHost(provider.port(), HOST), 200);
  }

  @AfterAll
  void leave() throws IOException {
    provider.close();
    if (!before.isEmpty()) {
      restart(before);
    }
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    ManagedProcess server = sluice.stack().process(ServerKind.EXTPROC);
    server.kill();
    server.start();
    server.awaitReady();
  }

  @ParameterizedTest
  @ValueSource(strings = {"py", "mjs"})
  void stream_valuesAreRestored(String language) throws IOException {
    JsonNode seen = call(language, "tool");
    assertEquals(QUESTION, seen.path("text").asString());
    assertEquals(QUESTION, seen.path("note").asString());
    assertModelSawTokens();
  }

  @ParameterizedTest
  @ValueSource(strings = {"py", "mjs"})
  void wholeResponse_valuesAreRestored(String language) throws IOException {
    assertEquals(QUESTION, call(language, "whole").path("text").asString());
    assertModelSawTokens();
  }

  private void assertModelSawTokens() {
    String body =
        sluice.atHost(sluice.stack().ports().of(StackPort.CHAT), "localhost").get("/_seen").body();
    assertTrue(
        body.contains("<EMAIL_1> is no address, <EMAIL_2> and <EMAIL_3> are, <EMAIL_4>."), body);
    assertFalse(body.contains("@example.com"), body);
  }

  private JsonNode call(String language, String way) throws IOException {
    ProviderSdk.Found found = Objects.requireNonNull(sdks.get(language));
    assumeTrue(found.sdk().isPresent(), found.reason());
    return found
        .sdk()
        .orElseThrow()
        .call(
            "openai/stream." + language,
            Map.of("GATEWAY", "http://127.0.0.1:" + provider.port(), "TOKEN", "none", "HOST", HOST),
            way,
            QUESTION);
  }
}
