package dev.sluice.ctl.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFormatterTest {
  @ParameterizedTest
  @ValueSource(strings = {"authz", "dlp_rules", "waf_rules", "rbac"})
  void format_shippedFiles_areFormatted(String name) throws IOException {
    String text = Files.readString(Path.of("../policies", name + ".yaml"));
    assertEquals(Optional.of(text), YamlFormatter.format(text));
  }

  @Test
  void format_whiteSpace_isRemoved() {
    assertFormatted(
        """
        # a comment

        version: dlp-1
        rules:
          - id: a   # why

          - id: b
        """,
        "\n\n# a comment  \n\n\nversion: dlp-1\t\nrules:  \n  - id: a   # why \n\n\n  - id: b\n\n\n");
  }

  @Test
  void format_lineEnds_areUnified() {
    assertFormatted("a: 1\nb: 2\n", "\uFEFFa: 1\r\nb: 2\r");
  }

  @Test
  void format_envelope_isOrdered() {
    assertFormatted(
        """
        # about the file

        # the version
        apiVersion: sluice.dev/v1
        kind: DlpRules
        # names
        metadata: {name: a, version: b}
        spec:
          rules: []
          # the end
        ...
        """,
        """
        # about the file

        spec:
          rules: []
          # the end
        # names
        metadata: {name: a, version: b}
        kind: DlpRules
        # the version
        apiVersion: sluice.dev/v1
        ...
        """);
  }

  @Test
  void format_otherKeys_keepTheirOrder() {
    assertFormatted("spec: 1\nother: 2\nkind: 3\n", "spec: 1\nother: 2\nkind: 3\n");
  }

  @Test
  void format_valuesOverLines_areKept() {
    String text =
        "a: |+\n  text  \n\n\n  more\n\n\nb: \"one  \n\n\n  two\"\nc: >-\n  folded \n\n\n  text\n";
    assertFormatted(text, text);
  }

  @Test
  void format_aliasBeforeAnchor_keepsOrder() {
    String text = "spec: &a [1]\nkind: *a\n";
    assertFormatted(text, text);
  }

  @Test
  void format_notYaml_isEmpty() {
    assertEquals(Optional.empty(), YamlFormatter.format("a: [\n"));
    assertEquals(Optional.empty(), YamlFormatter.format("a: 1\na: 2\n"));
  }

  private static void assertFormatted(String expected, String text) {
    assertEquals(Optional.of(expected), YamlFormatter.format(text));
    assertEquals(Optional.of(expected), YamlFormatter.format(expected));
  }
}
