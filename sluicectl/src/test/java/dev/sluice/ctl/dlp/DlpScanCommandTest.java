package dev.sluice.ctl.dlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.manage.FailureHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DlpScanCommandTest {
  private static final String KEY = "AKIA" + "Q3EGRTZ7WXN5BVCD";
  private static final String CARD = "4111 1111 1111 " + "1111";

  /** Few rules, which compile fast. */
  private static final String RULES =
      """
      version: test-1
      rules:
        - {id: aws, kind: regex, pattern: 'AKIA[0-9A-Z]{16}', action: block, severity: critical}
        - {id: card, kind: checksum, validator: card, action: mask, mask: '[CARD ****{last4}]'}
        - {id: address, kind: checksum, validator: ipv4, action: log, severity: low}
        - {id: answer, kind: keyword, pattern: 'inner-word', action: mask, scope: response}
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path rules = Path.of("");

  @BeforeEach
  void writeRules(@TempDir Path other) throws IOException {
    rules = Files.writeString(other.resolve("rules.yaml"), RULES);
  }

  @Test
  void scan_tree_showsPlacesInOrder() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/two.txt"), "\n한글 " + KEY + "\n");
    Files.writeString(folder.resolve("a.txt"), "카드 " + CARD + "\n10.20.30.40\n");
    Files.write(folder.resolve("c.bin"), (KEY + "\0").getBytes(StandardCharsets.UTF_8));
    assertEquals(1, scan(folder.toString()));
    assertEquals(List.of("a.txt:1:4 card card mask", "b/two.txt:2:4 aws aws block"), lines());
    assertTrue(err.toString().contains("scanned 2 files"), err::toString);
    assertTrue(err.toString().contains("skipped 1 binary files: 2 findings"), err::toString);
    assertFalse(out.toString().contains(KEY), out::toString);
  }

  @Test
  void scan_logRules_areOptional() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "10.20.30.40 inner-word\n");
    assertEquals(0, scan(file.toString()));
    assertEquals(1, scan("--log", file.toString()));
    assertEquals(1, scan("--rule", "address", file.toString()));
    assertEquals(List.of("a.txt:1:1 address ipv4 log", "a.txt:1:1 address ipv4 log"), lines());
  }

  @Test
  void scan_direction_selectsRules() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "an inner-word\n");
    assertEquals(1, scan("--direction", "response", file.toString()));
    assertEquals(List.of("a.txt:1:4 answer answer mask"), lines());
  }

  @Test
  void scan_largeFile_findsValueAcrossChunks() throws IOException {
    Path file = folder.resolve("large.txt");
    String line = "x".repeat(99) + "\n";
    Files.writeString(file, line.repeat(655) + "x".repeat(30) + " " + KEY + "\n" + line.repeat(9));
    assertEquals(1, scan(file.toString()));
    assertEquals(List.of("large.txt:656:32 aws aws block"), lines());
  }

  @Test
  void scan_manyFindings_areCounted() throws IOException {
    Path file = Files.writeString(folder.resolve("many.txt"), (KEY + "\n").repeat(10_050));
    assertEquals(1, scan(file.toString()));
    assertEquals(10_000, lines().size());
    assertTrue(err.toString().contains("10,050 findings"), err::toString);
  }

  @Test
  void scan_json_hasNoValue() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), KEY + "\n");
    assertEquals(1, scan("-o", "json", file.toString()));
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    JsonNode finding = json.path("findings").path(0);
    assertEquals("aws", finding.path("rule").asString());
    assertEquals("critical", finding.path("severity").asString());
    assertEquals(1, finding.path("line").asInt());
    assertEquals("", finding.path("hash").asString("x"));
    assertEquals(1, json.path("summary").path("findings").asInt());
    assertFalse(out.toString().contains(KEY));
  }

  @Test
  void scan_sarif_namesPlaceAndLevel() throws IOException {
    Path file = Files.writeString(folder.resolve("a b.txt"), "\n " + KEY + "\n");
    Path sarif = folder.resolve("result.sarif");
    assertEquals(1, scan("--sarif", sarif.toString(), file.toString()));
    JsonNode run = JsonMapper.shared().readTree(Files.readString(sarif)).path("runs").path(0);
    JsonNode result = run.path("results").path(0);
    JsonNode place = result.path("locations").path(0).path("physicalLocation");
    assertEquals(
        "aws", run.path("tool").path("driver").path("rules").path(0).path("id").asString());
    assertEquals("error", result.path("level").asString());
    assertTrue(place.path("artifactLocation").path("uri").asString().endsWith("/a%20b.txt"));
    assertEquals(2, place.path("region").path("startLine").asInt());
    assertEquals(2, place.path("region").path("startColumn").asInt());
    assertTrue(run.path("invocations").path(0).path("executionSuccessful").asBoolean());
  }

  @Test
  void scan_oddNames_areSafe() throws IOException {
    Files.writeString(folder.resolve("a:\u001b[2Jb.txt"), KEY + "\n");
    Path sarif = folder.resolve("result.sarif");
    assertEquals(1, scan("--sarif", sarif.toString(), folder.toString()));
    assertEquals(List.of("a:?[2Jb.txt:1:1 aws aws block"), lines());
    assertTrue(Files.readString(sarif).contains("a:%1B%5B2Jb.txt"));
  }

  @Test
  void scan_namedLink_isFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), KEY + "\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertEquals(1, scan(link.toString()));
    assertEquals(1, scan(folder.toString()));
    assertEquals(List.of("link:1:1 aws aws block", "a.txt:1:1 aws aws block"), lines());
  }

  @Test
  void scan_baseline_acceptsItsFindings() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), KEY + "\n");
    String baseline = folder.resolve("baseline.json").toString();
    assertEquals(0, scan("--baseline", baseline, "--write-baseline", file.toString()));
    assertFalse(Files.readString(Path.of(baseline)).contains(KEY));
    // Another place in the file is the same finding; another value is not.
    Files.writeString(file, "\n\nmoved " + KEY + "\n");
    assertEquals(0, scan("--baseline", baseline, file.toString()));
    Files.writeString(file, KEY + "\n" + KEY.replace('Q', 'R') + "\n");
    assertEquals(1, scan("--baseline", baseline, file.toString()));
    assertEquals(List.of("a.txt:2:1 aws aws block"), lines());
    assertTrue(err.toString().contains("1 findings, 1 accepted"), err::toString);
  }

  @Test
  void scan_baselineKey_isNotStored() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), KEY + "\n");
    String key = Files.writeString(folder.resolve("key"), "0123456789abcdef\n").toString();
    String baseline = folder.resolve("baseline.json").toString();
    assertEquals(
        0, scan("--baseline", baseline, "--key-file", key, "--write-baseline", file.toString()));
    assertFalse(Files.readString(Path.of(baseline)).contains("0123456789abcdef"));
    assertEquals(0, scan("--baseline", baseline, "--key-file", key, file.toString()));
    assertEquals(2, scan("--baseline", baseline, file.toString()));
    assertTrue(err.toString().contains("was written with a key"), err::toString);
  }

  @Test
  void scan_misuse_endsWithTwo() throws IOException {
    assertEquals(2, scan(folder.resolve("absent").toString()));
    assertEquals(2, scan("--rule", "nothing", folder.toString()));
    assertEquals(2, scan("--write-baseline", folder.toString()));
    assertEquals(2, scan("--staged", folder.toString()));
    assertEquals(2, scan("--mask-blocks", folder.toString()));
    assertEquals(2, scan("-", folder.toString()));
    assertEquals(2, scan("--baseline", rules.toString(), folder.toString()));
    Files.writeString(rules, "version: 1\nrules: [{id: a}]\n");
    assertEquals(2, scan(folder.toString()));
    assertTrue(err.toString().contains("rules.yaml:2:"), err::toString);
  }

  @Test
  void scan_stdin_isNamed() {
    assertEquals(1, withInput("a\n " + KEY, () -> scan("-")));
    assertEquals(List.of("<stdin>:2:2 aws aws block"), lines());
  }

  @Test
  void redact_masked_isWhatTheServerSends() {
    assertEquals("카드 [CARD ****1111], ok\n", redacted("카드 " + CARD + ", ok\n", 1));
    assertEquals("nothing here\n", redacted("nothing here\n", 0));
  }

  @Test
  void redact_blocked_writesNothing() {
    assertEquals("", redacted("before " + KEY + " after", 1));
    assertTrue(err.toString().contains("blocked by the rule aws"), err::toString);
    assertEquals("before [AWS] after", redacted("before " + KEY + " after", 1, "--mask-blocks"));
  }

  @Test
  void redact_longText_needsMaskedBlocks() {
    String text = "x".repeat((16 << 20) + 1);
    assertEquals("", redacted(text, 2));
    assertTrue(err.toString().contains("use --mask-blocks"), err::toString);
    assertEquals(text, redacted(text, 0, "--mask-blocks"));
  }

  @Test
  void scan_gitTree_leavesIgnoredFilesOut() throws Exception {
    git("init", "-q");
    Files.writeString(folder.resolve(".gitignore"), "out/\n");
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/a.txt"), KEY + "\n");
    Files.writeString(folder.resolve("new.txt"), KEY + "\n");
    assertEquals(1, scan(folder.toString()));
    assertEquals(List.of("new.txt:1:1 aws aws block"), lines());
    out.getBuffer().setLength(0);
    // An ignored folder that is named is scanned.
    assertEquals(1, scan(folder.resolve("out").toString()));
    assertEquals(List.of("out/a.txt:1:1 aws aws block"), lines());
  }

  @Test
  void scan_gitHistory_findsRemovedLines() throws Exception {
    git("init", "-q");
    Files.writeString(folder.resolve("a.txt"), "one\ntwo " + KEY + "\n");
    commit("add");
    Files.writeString(folder.resolve("a.txt"), "one\n");
    commit("remove");
    assertEquals(0, scan(folder.toString()));
    assertEquals(1, scan(folder.toString(), "--git-history"));
    assertEquals(1, lines().size());
    assertTrue(lines().getFirst().matches("[0-9a-f]{12}:a.txt:2:5 aws aws block"), out::toString);
    assertTrue(err.toString().contains("scanned 2 commits"), err::toString);
    assertEquals(0, scan("--git-history=HEAD~1..HEAD", folder.toString()));
    assertEquals(2, scan("--git-history=nowhere..HEAD", folder.toString()));
  }

  @Test
  void scan_staged_readsTheIndex() throws Exception {
    git("init", "-q");
    Files.writeString(folder.resolve("a.txt"), KEY + "\n");
    assertEquals(0, scan("--staged", folder.toString()));
    git("add", "a.txt");
    Files.writeString(folder.resolve("a.txt"), "removed, but not staged\n");
    assertEquals(1, scan("--staged", folder.toString()));
    assertEquals(List.of("a.txt:1:1 aws aws block"), lines());
  }

  private void commit(String message) throws Exception {
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-q", "-m", message);
  }

  private void git(String... arguments) throws Exception {
    List<String> words = Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toList();
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private int scan(String... arguments) {
    Stream<String> words = Stream.of("scan", "--rules", rules.toString());
    return new CommandLine(new DlpCommandGroup())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(new FailureHandler())
        .execute(Stream.concat(words, Arrays.stream(arguments)).toArray(String[]::new));
  }

  private String redacted(String text, int code, String... options) {
    PrintStream before = System.out;
    var written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      String[] words =
          Stream.concat(Stream.of("--redact", "-"), Arrays.stream(options)).toArray(String[]::new);
      assertEquals(code, withInput(text, () -> scan(words)), err::toString);
    } finally {
      System.setOut(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  private static int withInput(String text, IntSupplier run) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return run.getAsInt();
    } finally {
      System.setIn(before);
    }
  }

  /** Returns the lines of the table, with paths relative to the folder and single spaces. */
  private List<String> lines() {
    return out.toString()
        .lines()
        .map(line -> line.replace(folder + "/", "").replaceAll(" +", " "))
        .toList();
  }

  @Test
  void scan_everyCut_findsTheSame() throws IOException {
    String text = "카드 " + CARD + " x\n" + KEY + "\n";
    IntStream.range(0, 3)
        .forEach(shift -> {
          try {
            String padding = " ".repeat((1 << 13) - 20 + 9 * shift);
            Files.writeString(folder.resolve(shift + ".txt"), padding + text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertEquals(1, scan(folder.toString()));
    assertEquals(6, lines().size());
  }
}
