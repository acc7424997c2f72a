package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that the programs of the page print what the page shows. */
@ExtendWith(TestEnvironmentExtension.class)
final class LlmClientsPageIT {
  private static final Pattern SHOWN =
      Pattern.compile("```(python|js|sh)\n([^`]*)```\n\n```output\n([^`]*)```");

  private final TestEnvironment sluice;

  LlmClientsPageIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void programs_ofPage_printWhatItShows() throws IOException {
    ProviderSdk.Found python = SdkUnderTest.ANTHROPIC_PYTHON.find();
    ProviderSdk.Found node = SdkUnderTest.OPENAI_NODE.find();
    assumeTrue(python.sdk().isPresent(), python.reason());
    assumeTrue(node.sdk().isPresent(), node.reason());
    Path page = sluice.stack().settings().root().path().resolve("docs/llm-clients.md");
    int count = 0;
    for (MatchResult block : SHOWN.matcher(Files.readString(page)).results().toList()) {
      String program = block.group(2);
      String printed =
          switch (block.group(1)) {
            case "python" -> python.sdk().orElseThrow().print(program, "py", variables());
            case "js" -> node.sdk().orElseThrow().print(program, "mjs", variables());
            default -> ProviderSdk.printShell(program, variables());
          };
      assertEquals(block.group(3), printed, program);
      count++;
    }
    assertTrue(count >= 6, "found " + count + " programs");
  }

  private Map<String, String> variables() {
    return Map.of(
        "SLUICE_URL",
        sluice.stack().ports().http(StackPort.GATEWAY).toString(),
        "SLUICE_KEY",
        sluice.stack().issuer().token("viewer"));
  }
}
