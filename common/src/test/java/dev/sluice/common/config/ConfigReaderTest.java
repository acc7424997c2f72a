package dev.sluice.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-86")
@ExtendWith(NoWarnings.class)
class ConfigReaderTest {
  private static final HostPort LOCAL = new HostPort("127.0.0.1", 9001);

  @TempDir Path folder;

  private enum Mode {
    PRE_ONLY,
    OFF
  }

  @Test
  void read_noValues_returnsDefaults() {
    ConfigReader config = ConfigReader.of("", Map.of());
    assertEquals("a", config.text("text", "a"));
    assertEquals(Optional.empty(), config.optionalText("optional"));
    assertEquals(Optional.empty(), config.optionalSecret("secret"));
    assertEquals(5, config.integer("number", 5, 1, 9));
    assertTrue(config.flag("flag", true));
    assertEquals(Duration.ofSeconds(3), config.duration("time", Duration.ofSeconds(3)));
    assertEquals(Mode.OFF, config.choice("mode", Mode.class, Mode.OFF));
    assertEquals(Path.of("x/y"), config.path("path", Path.of("x/y")));
    assertEquals(Optional.empty(), config.optionalPath("other-path"));
    assertEquals(List.of("a", "b"), config.texts("list", List.of("a", "b")));
    assertEquals(LOCAL, config.address("address", LOCAL));
    assertEquals(Optional.empty(), config.optionalAddress("other-address"));
    config.finish();
  }

  @Test
  void file_everyType_isRead() {
    ConfigReader config =
        ConfigReader.of(
            """
            grpc: {address: "[::1]:7"}
            jwt:
              audience: ai
              token: hunter22
              tries: 7
              dev: true
              wait: 250ms
              mode: pre-only
              file: a/b.json
              hosts: [a, b]
            """,
            Map.of());
    ConfigReader jwt = config.section("jwt");
    assertEquals("ai", jwt.text("audience", ""));
    assertEquals(Optional.of(Secret.of("hunter22")), jwt.optionalSecret("token"));
    assertEquals(7, jwt.integer("tries", 1, 1, 9));
    assertTrue(jwt.flag("dev", false));
    assertEquals(Duration.ofMillis(250), jwt.duration("wait", Duration.ZERO));
    assertEquals(Mode.PRE_ONLY, jwt.choice("mode", Mode.class, Mode.OFF));
    assertEquals(Optional.of(Path.of("a/b.json")), jwt.optionalPath("file"));
    assertEquals(List.of("a", "b"), jwt.texts("hosts", List.of()));
    assertEquals(new HostPort("::1", 7), config.section("grpc").address("address", LOCAL));
    assertEquals("jwt.mode", jwt.pathOf("mode"));
    config.finish();
    assertEquals("[redacted]", config.effective().get("jwt.token"));
    assertEquals("250ms", config.effective().get("jwt.wait"));
    assertEquals("[::1]:7", config.effective().get("grpc.address"));
    assertFalse(config.effective().toString().contains("hunter22"));
  }

  @Test
  void environment_variables_havePrecedence() {
    String yaml = "jwt: {jwks-url: from-file}\n";
    assertEquals("from-file", jwksUrl(yaml, Map.of()));
    assertEquals("from-alias", jwksUrl(yaml, Map.of("JWT_JWKS_URL", "from-alias")));
    assertEquals(
        "from-own",
        jwksUrl(yaml, Map.of("JWT_JWKS_URL", "from-alias", "SLUICE_JWT_JWKS_URL", "from-own")));
    assertEquals("from-file", jwksUrl(yaml, Map.of("JWT_JWKS_URL", "")));
  }

  @Test
  void environment_list_isSplitAtCommas() {
    ConfigReader config = ConfigReader.of("", Map.of("SLUICE_HOSTS", "a, b,,c"));
    assertEquals(List.of("a", "b", "c"), config.texts("hosts", List.of()));
  }

  @Test
  void addresses_list_isSplitAtCommas() {
    ConfigReader config =
        ConfigReader.of("one: 'a:1'\nsome: 'a:1, [::1]:2'\ntwice: 'a:1,a:1'\n", Map.of());
    assertEquals(List.of(LOCAL), config.addresses("none", LOCAL));
    assertEquals(List.of(new HostPort("a", 1)), config.addresses("one", LOCAL));
    assertEquals(
        List.of(new HostPort("a", 1), new HostPort("::1", 2)), config.addresses("some", LOCAL));
    assertEquals("a:1,[::1]:2", config.effective().get("some"));
    assertEquals(List.of(LOCAL), config.addresses("twice", LOCAL));
    assertThrows(ConfigException.class, config::finish);
  }

  @Test
  void value_empty_isAbsent() {
    ConfigReader config = ConfigReader.of("grpc:\njwt:\n  audience:\n", Map.of());
    assertEquals("dflt", config.section("jwt").text("audience", "dflt"));
    assertEquals(LOCAL, config.section("grpc").address("address", LOCAL));
    config.finish();
  }

  @Test
  void keys_unknown_areReportedWithPosition() {
    ConfigReader config =
        ConfigReader.of("grpc:\n  adress: a:1\njwt: {}\nother: {x: 1}\n", Map.of());
    config.section("grpc").address("address", LOCAL);
    config.section("jwt").text("audience", "");
    assertProblems(
        config,
        "grpc.adress: is not a known key (config.yaml:2:3)",
        "other: is not a known key (config.yaml:4:1)");
  }

  @Test
  void variables_unused_areListed() {
    ConfigReader config =
        ConfigReader.of(
            "",
            Map.of(
                "SLUICE_CACHE", "/tmp/x",
                "SLUICE_LOG_LEVEL", "INFO",
                "SLUICE_GRPC_ADRESS", "a:1",
                "SLUICE_GRPC_ADDRESS", "a:1",
                "PATH", "/bin"));
    config.section("grpc").address("address", LOCAL);
    config.finish();
    assertEquals(List.of("SLUICE_GRPC_ADRESS"), config.unusedVariables());
  }

  @Test
  void problem_keyReadTwice_isReportedOnce() {
    ConfigReader config = ConfigReader.of("a: x\n", Map.of());
    config.flag("a", true);
    config.flag("a", false);
    assertProblems(config, "a: must be true or false, but is 'x' (config.yaml:1:4)");
  }

  @Test
  void values_wrongType_areReportedWithPosition() {
    ConfigReader config =
        ConfigReader.of(
            "number: many\nflag: yes\ntext: [a]\nlist: a\nsection: 3\nitems: [{a: 1}]\n", Map.of());
    config.integer("number", 1, 1, 9);
    config.flag("flag", false);
    config.text("text", "");
    config.texts("list", List.of());
    config.texts("items", List.of());
    config.section("section").text("key", "");
    assertProblems(
        config,
        "number: must be a whole number from 1 to 9, but is 'many' (config.yaml:1:9)",
        "flag: must be true or false, but is 'yes' (config.yaml:2:7)",
        "text: must be a single value, but is a list (config.yaml:3:7)",
        "list: must be a list of texts, but is a text (config.yaml:4:7)",
        "items: must be a list of texts, but holds a mapping (config.yaml:6:8)",
        "section: must be a mapping, but is a number (config.yaml:5:10)");
  }

  @Test
  void values_outOfRange_nameVariable() {
    ConfigReader config =
        ConfigReader.of(
            "",
            Map.of(
                "SLUICE_NUMBER", "10",
                "SLUICE_MODE", "on",
                "DELAY_SECONDS", "5 minutes",
                "SLUICE_ADDRESS", "localhost:99999",
                "SLUICE_PATH", "a\0b"));
    config.alias("delay", "DELAY_SECONDS");
    assertEquals(1, config.integer("number", 1, 1, 9));
    config.choice("mode", Mode.class, Mode.OFF);
    config.duration("delay", Duration.ZERO);
    config.address("address", LOCAL);
    config.path("path", folder);
    assertProblems(
        config,
        "number: must be a whole number from 1 to 9, but is 10 (environment SLUICE_NUMBER)",
        "mode: must be one of pre-only, off, but is 'on' (environment SLUICE_MODE)",
        "delay: must be a duration such as 250ms, 30s, 5m, 2h or 7d, but is '5 minutes'"
            + " (environment DELAY_SECONDS)",
        "address: the port must be from 0 to 65535 (environment SLUICE_ADDRESS)",
        "path: is not a path (environment SLUICE_PATH)");
  }

  @Test
  void files_missing_areMarkedAbsent() {
    Path none = folder.resolve("none.json");
    ConfigReader config = ConfigReader.of("keys: " + none + "\n", Map.of());
    config.optionalFile("keys");
    config.file("rules", none);
    ConfigException refused =
        assertProblems(
            config,
            "keys: the file " + none + " cannot be read (config.yaml:1:7)",
            "rules: the file " + none + " cannot be read (not set; environment SLUICE_RULES)");
    assertTrue(refused.onlyMissingFiles());
  }

  @Test
  void problem_callersRule_hasPosition() {
    ConfigReader config = ConfigReader.of("a: 1\nb: 2\n", Map.of());
    config.integer("a", 1, 0, 9);
    config.integer("b", 1, 0, 9);
    config.problem("b", "must not be larger than a");
    assertProblems(config, "b: must not be larger than a (config.yaml:2:4)");
  }

  @Test
  void load_unusableFile_isProblem() throws IOException {
    Path none = folder.resolve("none.yaml");
    assertTrue(
        assertProblems(
                ConfigReader.load(none, Map.of()),
                "configuration: the file does not exist (" + none + ")")
            .onlyMissingFiles());
    Path file = folder.resolve("some.yaml");
    Files.writeString(file, "a: 1\na: 2\n");
    assertProblems(
        ConfigReader.load(file, Map.of()),
        "configuration: the key 'a' is given twice; remove one (" + file + ":2:1)");
    Files.writeString(file, "- a\n");
    assertProblems(
        ConfigReader.load(file, Map.of()),
        "configuration: must be a mapping, but is a list (" + file + ":1:1)");
    Files.write(file, new byte[] {(byte) 0xff});
    assertProblems(
        ConfigReader.load(file, Map.of()), "configuration: the file is not UTF-8 (" + file + ")");
  }

  @Test
  void effective_credentials_areRedacted() {
    ConfigReader config =
        ConfigReader.of(
            "", Map.of("SLUICE_URL", "jdbc:postgresql://u:hunter22@db:1/x?password=hunter22"));
    config.text("url", "");
    assertEquals(
        Map.of("url", "jdbc:postgresql://[redacted]@db:1/x?[redacted]"), config.effective());
  }

  private static String jwksUrl(String yaml, Map<String, String> environment) {
    ConfigReader config = ConfigReader.of(yaml, environment);
    config.alias("jwt.jwks-url", "JWT_JWKS_URL");
    return config.section("jwt").text("jwks-url", "dflt");
  }

  private static ConfigException assertProblems(ConfigReader config, String... expected) {
    ConfigException refused = assertThrows(ConfigException.class, config::finish);
    assertEquals(
        List.of(expected), refused.problems().stream().map(ConfigProblem::toString).toList());
    return refused;
  }
}
