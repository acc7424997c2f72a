package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The redaction of {@code sluicectl}, beside what a request becomes on its way. */
@ExtendWith(TestEnvironmentExtension.class)
final class LocalRedactionIT {
  @TempDir private Path folder;

  @Test
  @Tag("C-36")
  @DisplayName("C-36 dlp scan --redact writes what the upstream receives")
  void redact_isWhatTheUpstreamReceives(TestEnvironment sluice) throws Exception {
    String prompt =
        TestEnvironment.prompt(
            "call 010-1234-" + "5678, card 4111 1111 1111 " + "1111, k\\u0069m@example.org");
    GatewayResponse answer = sluice.withRole("viewer").post(TestEnvironment.CHAT, prompt);
    assertEquals(200, answer.status(), answer.body());
    String received = sluice.stack().chat().lastRequest().orElseThrow().body();
    assertTrue(received.contains("[PHONE]") && received.contains("[EMAIL]"), received);
    assertEquals(new Redacted(1, received), redact(sluice.stack().settings().root(), prompt));
  }

  @Test
  @Tag("C-36")
  @DisplayName("C-36 dlp scan --redact writes nothing where the gateway blocks")
  void redact_blockedRequest_isEmpty(TestEnvironment sluice) throws Exception {
    String prompt = TestEnvironment.blockedPrompt();
    GatewayResponse answer = sluice.withRole("viewer").post(TestEnvironment.CHAT, prompt);
    assertEquals("DLP_BLOCKED", answer.errorCode());
    assertEquals(new Redacted(1, ""), redact(sluice.stack().settings().root(), prompt));
  }

  /** The exit code and the output of the command. */
  private record Redacted(int code, String text) {}

  private Redacted redact(RepositoryRoot root, String text)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("body"), text);
    List<String> words = new ArrayList<>(JavaCommand.jvm());
    words.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            root.classpath("sluicectl"),
            "dev.sluice.ctl.SluiceCtl",
            "dlp",
            "scan",
            "--rules",
            root.policies().resolve("dlp_rules.yaml").toString(),
            "--redact",
            file.toString()));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Redacted(process.waitFor(), output);
  }
}
