package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.e2e.client.AuditReader;
import dev.sluice.e2e.client.ChatSplit;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.ServerFigures;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.rows.Rows;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stub.Answers;
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

/** What a test says about the running environment. */
record Sluice(Stack stack) {
  static final String CHAT = "/v1/chat/completions";

  /** A caller without a token. */
  GatewayClient anonymous() {
    return new GatewayClient(stack.ports().http(Port.GATEWAY));
  }

  /** A caller with a good token of that role. */
  GatewayClient as(String role) {
    return anonymous().bearer(stack.issuer().token(role));
  }

  /** A caller without a token that asks the listener on a port for a host. */
  GatewayClient at(int port, String host) {
    return new GatewayClient(URI.create("http://127.0.0.1:" + port)).with("Host", host);
  }

  Rows rows() {
    return new Rows(stack.database());
  }

  Proof proof() {
    return new Proof(rows());
  }

  /** A new tenant with a gateway of its own on a free port. */
  Provider provider(String slug) {
    return new Provider(rows(), slug, Ports.oneFree());
  }

  /** Where an echo listens. */
  int echo() {
    return stack.ports().of(Port.AGENT);
  }

  /** A correlation id that no other test has. */
  static String fresh(String name) {
    return name + "-" + UUID.randomUUID();
  }

  AuditReader audit() {
    return new AuditReader(stack.database());
  }

  ChatSplit split() {
    return new ChatSplit(stack.database(), as("viewer"));
  }

  /** What extproc-dlp-server tells of itself. */
  ServerFigures extproc() {
    return new ServerFigures(
        stack.process(ServerKind.EXTPROC).pid(), stack.ports().http(Port.EXTPROC_OPS));
  }

  /** A figure of extproc-dlp-server, all labels together. */
  double extprocMetric(String name) {
    return extproc().metric(name, "");
  }

  /** The same headers and one more. */
  static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return more;
  }

  static String prompt(String text) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  static String streamedPrompt(String text) {
    return "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + text
        + "\"}]}";
  }

  /** A prompt that the shipped rules block. */
  static String blockedPrompt() {
    return prompt("the key is " + "AKIA" + "IOSFODNN7EXAMPLE");
  }

  /** Searches the logs of every process for what must never be in one. */
  void assertNoSecretInLogs() {
    try (Stream<Path> logs = Files.list(stack.settings().logs())) {
      for (Path log : logs.toList()) {
        String text = Files.readString(log);
        for (String secret : List.of("AKIA" + "IOSFODNN7", "eyJ", Answers.EMAIL, Answers.CARD)) {
          assertFalse(text.contains(secret), () -> log + " holds a secret of a test");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
