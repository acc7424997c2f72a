package dev.sluice.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.install.PageShell.Step;
import dev.sluice.e2e.process.ConditionWait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of docs/first-product.md: from an empty database to the first call over HTTPS. */
@Tag("C-68")
final class FirstCallIT {
  private static final Path TRANSCRIPT = Path.of("target", "first-call-transcript.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern FIGURE = Pattern.compile("(?m)^(401|200|applied) after (\\d+) ms$");
  private static final String CARD = "4111 1111 1111 1111";
  private static final String NODES = "applied on edge/envoy, edge/extauthz, edge/extproc";

  @RegisterExtension static final FirstProduct PRODUCT = new FirstProduct();

  @Test
  @Tag("C-55")
  @DisplayName("C-55, C-68 from an empty database to the first call, with curl and sluicectl only")
  void page_everyCommand_leadsToTheFirstCall() throws IOException {
    List<Step> steps = PRODUCT.steps();
    String output = steps.stream().map(Step::output).collect(Collectors.joining());
    List<MatchResult> figures = FIGURE.matcher(output).results().toList();
    String title =
        "# From an empty database to the first call\n\nFrom the publish call: "
            + figures.stream().limit(3).map(MatchResult::group).collect(Collectors.joining(", "))
            + ".\n";
    PageTranscript.of(title, steps).write(TRANSCRIPT);
    System.out.println(title);

    assertEquals(
        List.of("401", "200", "applied", "401"),
        figures.stream().map(figure -> figure.group(1)).toList(),
        output);
    assertTrue(output.contains("orders.prod.eu.api.example.com\n"), output);
    assertTrue(output.contains(NODES), output);
    assertTrue(output.contains("revoked\n401 after"), output);
    assertEquals(1, PRODUCT.bodies().size(), "bodies");
    assertTrue(PRODUCT.bodies().getFirst().contains("[CARD ****1111]"));
    assertFalse(PRODUCT.bodies().getFirst().contains(CARD));
    assertFalse(output.contains("slk_"), "a key is in the output");
    PRODUCT.run(
        """
        for secret in "$KEY" "$(cat root.token)" "$(cat nodes/envoy/token)"; do
          if grep -rF -e "$secret" ../../first-product-logs*; then exit 9; fi
        done
        """);
  }

  @Test
  @DisplayName("C-68 the certificates of all nodes change under traffic and publishes")
  void certificates_rotated_noCallFails() throws IOException {
    NodeCertificates before = nodes();
    PRODUCT.run(functions());
    int changes = 0;
    while (!before.areReplacedBy(nodes())) {
      changes++;
      assertEquals(NODES + "\n", deploy(changes % 2 == 1 ? "publish" : "withdraw"));
    }

    int start = PRODUCT.programs().logOf("xds-controller").length();
    PRODUCT.run("restart_controller\n");
    ConditionWait.awaitTrue("all nodes are back", LIMIT, () -> connectedSince(start).size() == 3);
    Map<String, String> after = connectedSince(start);
    before.serials().forEach((node, serial) -> assertNotEquals(serial, after.get(node), node));
    assertEquals(NODES + "\n", deploy(changes % 2 == 0 ? "publish" : "withdraw"));

    PRODUCT.run("touch stop\nwait $TRAFFIC\n");
    Map<String, Long> codes =
        Files.readAllLines(PRODUCT.work().resolve("codes.txt")).stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    System.out.printf(
        "certificates %s, after a restart of the controller %s; %d publishes and withdrawals;"
            + " calls by status: %s%n",
        before.serials(), after, changes + 1, codes);
    assertEquals(List.of("200"), List.copyOf(codes.keySet()));
  }

  private static String functions() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FirstCallIT.class.getResourceAsStream("rotation.sh"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String deploy(String change) throws IOException {
    return PRODUCT.run("deploy " + change + "\n").output();
  }

  private static NodeCertificates nodes() throws IOException {
    return NodeCertificates.read(PRODUCT.work().resolve("nodes"));
  }

  private static Map<String, String> connectedSince(int start) {
    try {
      return NodeCertificates.connectedIn(
          PRODUCT.programs().logOf("xds-controller").substring(start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
