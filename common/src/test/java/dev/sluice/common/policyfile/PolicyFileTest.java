package dev.sluice.common.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoWarnings.class)
class PolicyFileTest {
  private static final Path FILE = Path.of("greetings.yaml");
  private static final String GOOD =
      """
      apiVersion: sluice.dev/v1
      kind: Greetings
      metadata: {name: hello, version: greet-1.0}
      spec:
        words: [hello, hi]
        limit: 3
      """;

  private final PolicyFile<List<String>> loader = Greetings.loader();

  @Test
  void load_validFile_compiles() {
    var loaded = assertInstanceOf(PolicyResult.Loaded.class, load(GOOD));
    assertEquals(List.of("hello", "hi"), loaded.value());
    assertEquals("greet-1.0", loaded.document().version());
    assertEquals("hello", loaded.document().name());
    assertEquals(3, loaded.document().spec().path("limit").asInt());
    assertEquals(64, loaded.document().sha256().length());
  }

  @Test
  void load_schemaErrors_areReportedInOrder() {
    assertEquals(
        List.of(
            "greetings.yaml:2:7: /kind: must be 'Greetings'",
            "greetings.yaml:3:37: /metadata/color: is not a known key; use one of name, version",
            "greetings.yaml:5:18: /spec/words/1: has the type integer; use the type string",
            "greetings.yaml:6:3: /spec/limitt: is not a known key; did you mean \"limit\"?"
                + " Otherwise use one of words, limit"),
        problems(
            GOOD.replace("kind: Greetings", "kind: Greeting")
                .replace("version: greet-1.0", "version: 1, color: red")
                .replace("hi]", "7]")
                .replace("limit:", "limitt:")));
  }

  @Test
  void load_manyErrors_reportsLimitedNumber() {
    List<String> problems = problems(GOOD.replace("hi]", "7" + ", 7".repeat(50_000) + "]"));
    assertEquals(1_001, problems.size());
    assertEquals(
        "greetings.yaml:5:3: /spec: more is wrong than is listed here; correct these problems first",
        problems.getFirst());
    assertEquals(
        "greetings.yaml:5:18: /spec/words/1: has the type integer; use the type string",
        problems.get(1));
  }

  @Test
  void load_missingKeys_areReported() {
    assertEquals(
        List.of(
            "greetings.yaml:1:1: /apiVersion: must be 'sluice.dev/v1'",
            "greetings.yaml:1:1: /metadata: must be a mapping with name and version",
            "greetings.yaml:2:7: /spec: the key 'words' is missing; add it"),
        problems("kind: Greetings\nspec: {limit: 1}\n"));
    assertEquals(
        List.of("greetings.yaml:1:1: the key 'spec' is missing; add it"),
        problems(GOOD.substring(0, GOOD.indexOf("spec:"))));
  }

  @Test
  void load_severalKinds_areReportedTogether() {
    assertEquals(
        List.of(
            "greetings.yaml:1:13: /apiVersion: must be 'sluice.dev/v1'",
            "greetings.yaml:5:11: /spec/words/0: must not be shouted",
            "greetings.yaml:6:10: /spec/limit: has the type string; use the type integer",
            "greetings.yaml:7:1: the key 'kind' is given twice; remove one"),
        problems(
            GOOD.replace("/v1", "/v2").replace("hello,", "HELLO,").replace("limit: 3", "limit: x")
                + "kind: Greetings\n"));
  }

  @Test
  void load_invalidYamlValue_isReportedOnce() {
    assertEquals(
        List.of(
            "greetings.yaml:5:11: /spec/words/0: must not be shouted",
            "greetings.yaml:6:10: is not the value that its tag says, or too large a number"),
        problems(GOOD.replace("hello,", "HELLO,").replace("3", "9".repeat(30))));
  }

  @Test
  void load_compilerError_hasPosition() {
    assertEquals(
        List.of("greetings.yaml:5:11: /spec/words/0: must not be shouted"),
        problems(GOOD.replace("hello,", "HELLO,")));
  }

  @Test
  void load_missingValue_hasParentPosition() {
    var loaded = assertInstanceOf(PolicyResult.Loaded.class, load(GOOD));
    PolicyProblem problem = loaded.document().problem("/words/9/text", "is needed");
    assertEquals("greetings.yaml:5:10: /spec/words/9/text: is needed", problem.toString());
  }

  @Test
  void load_notYaml_isRejected() {
    assertEquals(
        List.of(
            "greetings.yaml:2:1: expected ',' or ']', but got <stream end> while parsing a flow"
                + " sequence that begins at line 1, column 7; correct this first: the file could"
                + " not be read any further"),
        problems("spec: [a\n"));
  }

  @Test
  void load_duplicateKeys_areReported() {
    assertEquals(
        List.of(
            "greetings.yaml:7:3: the key 'limit' is given twice; remove one",
            "greetings.yaml:8:1: the key 'kind' is given twice; remove one"),
        problems(GOOD + "  limit: 4\nkind: X\n"));
  }

  @Test
  void load_unusableContent_isRejected() {
    assertEquals(
        List.of("greetings.yaml:1:1: the file is larger than 1048576 bytes"),
        problems("#".repeat((1 << 20) + 1)));
    assertEquals(
        List.of("greetings.yaml:1:1: the file is not UTF-8"),
        strings(loader.load(FILE, new byte[] {'a', (byte) 0xff})));
    assertTrue(problems("- 1\n").getFirst().contains("must be a mapping"));
    assertTrue(problems("").getFirst().contains("must be a mapping"));
  }

  @Test
  void load_folder_joinsFiles(@TempDir Path folder) throws IOException {
    assertEquals(
        List.of(folder + ":1:1: the folder holds no file of kind Greetings"),
        strings(loader.load(folder)));
    Files.writeString(folder.resolve("b.yaml"), GOOD.replace("hello, hi", "b"));
    Files.writeString(folder.resolve("a.yaml"), GOOD.replace("hello, hi", "a"));
    Files.writeString(folder.resolve("c.yaml"), "kind: Other\n");
    assertEquals(List.of("loaded [a, b]"), strings(loader.load(folder)));
    Files.writeString(folder.resolve("c.yaml"), "kind: [\n");
    Files.writeString(folder.resolve("a.yaml"), GOOD.replace("hello, hi", "A"));
    assertEquals(2, strings(loader.load(folder)).size());
  }

  @Test
  void load_mountedConfigMap_readsEachFileOnce(@TempDir Path folder) throws IOException {
    Path version = Files.createDirectory(folder.resolve("..2026_11_26"));
    Files.writeString(version.resolve("a.yaml"), GOOD.replace("hello, hi", "a"));
    Files.writeString(version.resolve("b.yaml"), GOOD.replace("hello, hi", "b"));
    Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
    for (String name : List.of("a.yaml", "b.yaml")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
    }
    assertEquals(List.of("loaded [a, b]"), strings(loader.load(folder)));
  }

  @Test
  void load_folder_ignoresTests(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), GOOD.replace("hello, hi", "a"));
    Files.writeString(folder.resolve("a.test.yaml"), "cases: []\n");
    Files.writeString(folder.resolve("kustomization.yaml"), "resources: []\n");
    assertEquals(List.of("loaded [a]"), strings(loader.load(folder)));
  }

  @Test
  void load_folderOfSingleFileKind_isRejected(@TempDir Path folder) throws IOException {
    var one =
        new PolicyFile<>("Greetings", "greetings.schema.json", (document, _) -> document.name());
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    assertEquals(List.of("loaded hello"), strings(one.load(folder)));
    Files.writeString(folder.resolve("b.yaml"), GOOD);
    assertEquals(
        List.of(folder.resolve("b.yaml") + ":5:3: /spec: is a second file of kind Greetings"),
        strings(one.load(folder)));
  }

  @Test
  void load_absentFile_isRejected() {
    assertEquals(
        List.of("/does/not/exist.yaml:1:1: the file cannot be read"),
        strings(loader.load(Path.of("/does/not/exist.yaml"))));
  }

  @Test
  void load_versionUnfitForHeader_isRejected() {
    assertTrue(problems(GOOD.replace("greet-1.0", "\"a\\r\\nb\"")).getFirst().contains("/version"));
  }

  @Test
  void load_plainDlpFile_isSpec() {
    PolicyFile<Integer> dlp =
        new PolicyFile<>(
            "DlpRules", "plain-rules.schema.json", (document, _) -> document.spec().size());
    String text = "version: dlp-0.3\nrules: [{id: a}, {id: b, pattern: 3}]\n";
    var rejected = assertInstanceOf(PolicyResult.Rejected.class, dlp.load(FILE, bytes(text)));
    assertEquals(
        "greetings.yaml:2:35: /rules/1/pattern: has the type integer; use the type string",
        rejected.problems().getFirst().toString());
    var loaded =
        assertInstanceOf(
            PolicyResult.Loaded.class, dlp.load(FILE, bytes(text.replace("3}", "x}"))));
    assertEquals("dlp-0.3", loaded.document().version());
    assertEquals(
        "greetings.yaml:2:8: /rules: why", loaded.document().problem("/rules", "why").toString());
  }

  private PolicyResult<List<String>> load(String text) {
    return loader.load(FILE, bytes(text));
  }

  private List<String> problems(String text) {
    return strings(load(text));
  }

  private static List<String> strings(PolicyResult<?> result) {
    return switch (result) {
      case PolicyResult.Loaded<?> loaded -> List.of("loaded " + loaded.value());
      case PolicyResult.Rejected<?>(var problems) ->
          problems.stream().map(PolicyProblem::toString).toList();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
