package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the pages about the API: all their commands run. */
@ExtendWith(NoWarnings.class)
final class ApiPageIT {
  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```");

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;

  @Test
  void commands_ofThePages_succeed() throws IOException, InterruptedException {
    String page =
        Files.readString(Path.of("..", "docs", "api.md"))
            + Files.readString(Path.of("..", "docs", "usage.md"))
            + Files.readString(Path.of("..", "docs", "quotas.md"))
            + Files.readString(Path.of("..", "docs", "token-budgets.md"))
            + Files.readString(Path.of("..", "docs", "fleet.md"));
    String script =
        SHELL.matcher(page).results().map(match -> match.group(1)).collect(Collectors.joining());
    try (ApiTestServer server = new ApiTestServer(postgres, folder)) {
      ProcessBuilder bash =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).redirectErrorStream(true);
      bash.environment()
          .putAll(
              Map.of(
                  "API", "http://" + server.anonymous().address(),
                  "ISSUER", ApiTestServer.ISSUER,
                  "STATE_DIR", folder.toString(),
                  "ADMIN", ApiTestServer.token("root"),
                  "PROVIDER", ApiTestServer.token("ada"),
                  "CUSTOMER", ApiTestServer.token("carl")));
      Process process = bash.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
      assertTrue(output.contains("orders.dev.eu.api.example.com"), output);
      assertTrue(output.endsWith("revoked\n"), output);
    }
  }

  @Test
  void problemsPage_hasEveryType() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "problems.md"));
    List<String> types =
        Pattern.compile("(?m)^\\| `(/problems/[a-z-]+)` \\| (\\d+)")
            .matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1) + " " + row.group(2))
            .toList();
    assertEquals(
        Arrays.stream(ProblemType.values()).map(type -> type.uri() + " " + type.status()).toList(),
        types);
  }
}
