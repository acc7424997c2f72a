package dev.sluice.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.install.PageShell.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of docs/first-product.md: from an empty database to the first call over HTTPS. */
final class FirstCallIT {
  private static final Path TRANSCRIPT = Path.of("target", "first-call-transcript.md");
  private static final Pattern FIGURE = Pattern.compile("(?m)^(401|200|applied) after (\\d+) ms$");
  private static final String CARD = "4111 1111 1111 1111";
  private static final String NODES = "applied on edge/envoy, edge/extauthz, edge/extproc";

  @RegisterExtension static final FirstProduct PRODUCT = new FirstProduct();

  @Test
  @Tag("C-55")
  @Tag("C-68")
  @DisplayName("C-55, C-68 from an empty database to the first call, with curl and sluicectl only")
  void page_everyCommand_leadsToTheFirstCall() throws IOException {
    List<Step> steps = PRODUCT.steps();
    String output = steps.stream().map(Step::output).collect(Collectors.joining());
    List<String> figures = FIGURE.matcher(output).results().map(match -> match.group(1)).toList();
    String title =
        "# From an empty database to the first call\n\nFrom the publish call: "
            + FIGURE
                .matcher(output)
                .results()
                .limit(3)
                .map(match -> match.group())
                .collect(Collectors.joining(", "))
            + ".\n";
    PageTranscript transcript = PageTranscript.of(title, steps);
    transcript.write(TRANSCRIPT);
    System.out.println(title);

    assertEquals(List.of("401", "200", "applied", "401"), figures, output);
    assertTrue(output.contains("orders.prod.eu.api.example.com\n"), output);
    assertTrue(output.contains(NODES), output);
    assertTrue(output.contains("revoked\n401 after"), output);
    String seen = PRODUCT.orders().lastRequest().orElseThrow().body();
    assertTrue(seen.contains("[CARD ****1111]"), seen);
    assertFalse(seen.contains(CARD), seen);
    assertFalse(output.contains("slk_"), "a key is in the output");
    PRODUCT.run(
        """
        for secret in "$KEY" "$(cat root.token)" "$(cat nodes/envoy/token)"; do
          if grep -rF -e "$secret" ../../first-product-logs*; then exit 9; fi
        done
        """);
  }
}
