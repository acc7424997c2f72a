package dev.sluice.common.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.signed.SignedFolder;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatcherTest {
  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Readiness readiness = new Readiness();

  @Test
  void check_newContent_replacesOld() throws IOException {
    Path file = write("one", "1");
    try (var watcher = watch(file)) {
      assertEquals(List.of("one"), watcher.current());
      write("two", "2");
      Await.until(() -> watcher.current().equals(List.of("two")));
      assertEquals("2", watcher.document().version());
      Await.until(() ->
          metrics.scrape().contains("policy_version_info{kind=\"Greetings\",version=\"2\"} 1"));
      assertFalse(metrics.scrape().contains("version=\"1\""));
    }
  }

  @Test
  void check_invalidContent_isReportedOnce() throws IOException {
    Path file = write("one", "1");
    try (var watcher = watch(file)) {
      log.expect("greetings.yaml:4:16: /spec/words/0: must not be shouted");
      write("LOUD", "2");
      Await.until(() -> reloads("rejected") == 1);
      Files.setLastModifiedTime(
          file, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));
      write("three", "3");
      Await.until(() -> watcher.current().equals(List.of("three")));
      assertEquals(1, log.warnings().size());
      assertEquals(1, reloads("rejected"));
      assertTrue(readiness.ready());
    }
  }

  @Test
  void check_changedAttachment_reloads() throws IOException {
    Path file = write("one", "1");
    Path words = folder.resolve("words.txt");
    var reading = new PolicyFile<>("Greetings", "greetings.schema.json", new Attached(words));
    Files.writeString(words, "a");
    try (var watcher =
        new PolicyWatcher<>(
            file, reading, Duration.ofMillis(20), metrics, readiness.component("policy"))) {
      assertEquals("a", watcher.current());
      Files.writeString(words, "b");
      Await.until(() -> watcher.current().equals("b"));
      log.expect("the words are gone");
      Files.delete(words);
      Await.until(() -> reloads("rejected") == 1);
      assertEquals("b", watcher.current());
      Files.writeString(words, "c");
      Await.until(() -> watcher.current().equals("c"));
    }
  }

  /** A compiler that reads its result from an attachment. */
  private record Attached(Path words) implements PolicyCompiler<String> {
    @Override
    public String compile(PolicyDocument document, List<PolicyProblem> problems) {
      try {
        return Files.readString(words);
      } catch (IOException e) {
        problems.add(document.problem("", "the words are gone"));
        return "";
      }
    }

    @Override
    public List<Path> attachments(PolicyDocument document) {
      return List.of(words);
    }
  }

  @Test
  void checkAgain_rejectedVersion_isLoadedWhenItFits() throws IOException {
    Path file = write("one", "1");
    var allowed = new AtomicReference<>("1");
    var depending =
        new PolicyFile<>(
            "Greetings",
            "greetings.schema.json",
            (document, problems) -> {
              if (!document.version().equals(allowed.get())) {
                problems.add(document.problem("/words", "does not fit"));
              }
              return document.version();
            });
    log.expect("does not fit");
    try (var watcher =
        new PolicyWatcher<>(
            file, depending, Duration.ofMillis(20), metrics, readiness.component("policy"))) {
      write("two", "2");
      Await.until(() -> reloads("rejected") == 1);
      allowed.set("2");
      watcher.checkAgain();
      Await.until(() -> watcher.current().equals("2"));
      watcher.checkAgain();
    }
    assertEquals(2, reloads("loaded"));
  }

  @Test
  void check_missingFile_keepsLastValid() throws IOException {
    Path file = write("one", "1");
    try (var watcher = watch(file)) {
      log.expect("Greetings 1 stays active: the file cannot be read");
      Files.delete(file);
      Await.until(() -> !log.warnings().isEmpty());
      assertEquals(List.of("one"), watcher.current());
      assertEquals(
          "version 1; the file on disk is refused",
          readiness
              .report()
              .getOrDefault("policy", new Readiness.ComponentState(false, ""))
              .note());
      write("one", "1");
      Await.until(() -> reloads("loaded") == 2);
    }
  }

  @Test
  void check_cutInLine_keepsLastValid() throws IOException {
    Path file = write("one", "1");
    String whole = Files.readString(file) + "\n";
    Files.writeString(file, whole);
    try (var watcher = watch(file)) {
      log.expect("greetings.yaml: ends in the middle of a line");
      Files.writeString(file, whole.replace("one", "two").stripTrailing());
      Await.until(() -> reloads("rejected") == 1);
      assertEquals(List.of("one"), watcher.current());
      Files.writeString(file, whole.replace("one", "two"));
      Await.until(() -> watcher.current().equals(List.of("two")));
    }
  }

  @Test
  void check_cutBeforeEndMark_keepsLastValid() throws IOException {
    Path file = write("one", "1");
    String whole = Files.readString(file).stripTrailing() + "\n";
    Files.writeString(file, whole + "...\n");
    try (var watcher = watch(file)) {
      log.expect("without the line \"...\" of the version in force");
      Files.writeString(file, whole.replace("one", "two"));
      Await.until(() -> reloads("rejected") == 1);
      assertEquals(List.of("one"), watcher.current());
      Files.writeString(file, whole.replace("one", "two") + "...\n");
      Await.until(() -> watcher.current().equals(List.of("two")));
    }
  }

  @Test
  void check_compilerFails_continues() throws IOException {
    Path file = write("one", "1");
    var breaking =
        new PolicyFile<>(
            "Greetings",
            "greetings.schema.json",
            (document, _) -> {
              if (document.version().equals("2")) {
                throw new NoClassDefFoundError("broken");
              }
              return document.version();
            });
    log.expect("could not be compiled");
    log.expect("Greetings 1 stays active: the compiler failed");
    try (var watcher =
        new PolicyWatcher<>(
            file, breaking, Duration.ofMillis(10), metrics, readiness.component("policy"))) {
      write("two", "2");
      Await.until(() -> reloads("rejected") == 1);
      assertEquals("1", watcher.current());
      write("three", "3");
      Await.until(() -> watcher.current().equals("3"));
    }
  }

  @Test
  void open_invalidContent_fails() throws IOException {
    Path file = write("LOUD", "1");
    var refused = assertThrows(ConfigException.class, () -> watch(file));
    assertEquals("/spec/words/0: must not be shouted (" + file + ":4:16)", refused.getMessage());
    assertFalse(refused.onlyMissingFiles());
    var absent = assertThrows(ConfigException.class, () -> watch(folder.resolve("none.yaml")));
    assertTrue(absent.onlyMissingFiles());
  }

  @Test
  void folder_newFile_isLoadedIfValid() throws IOException {
    write("one", "1");
    Files.writeString(folder.resolve("other.yaml"), "kind: Other\n");
    Files.writeString(folder.resolve(".hidden.yaml"), "kind: Greetings\n");
    Files.writeString(folder.resolve("notes.txt"), "-");
    try (var watcher = watch(folder)) {
      assertEquals(List.of("one"), watcher.current());
      Files.writeString(
          folder.resolve("more.yaml"), text("two", "2").replace("[two]", "[two, three]"));
      Await.until(() -> watcher.current().equals(List.of("one", "two", "three")));
      assertEquals("1+2", watcher.document().version());
      log.expect("more.yaml:4:16: /spec/words/0: must not be shouted");
      Files.writeString(folder.resolve("more.yaml"), text("LOUD", "3"));
      Await.until(() -> reloads("rejected") == 1);
      write("four", "4");
      log.expect("more.yaml:4:16: /spec/words/0: must not be shouted");
      Await.until(() -> reloads("rejected") == 2);
      assertEquals(List.of("one", "two", "three"), watcher.current());
      Files.delete(folder.resolve("more.yaml"));
      Await.until(() -> watcher.current().equals(List.of("four")));
    }
  }

  @Test
  void check_signedFile_needsItsManifest() throws IOException {
    SignedFolder signed = SignedFolder.create(folder);
    Path file = write("one", "1");
    var loader = Greetings.loader().requiring(signed.signatures());
    assertInstanceOf(PolicyResult.Rejected.class, loader.load(file));
    signed.sign("greetings.yaml");
    try (var watcher =
        new PolicyWatcher<>(
            file, loader, Duration.ofMillis(10), metrics, readiness.component("policy"))) {
      assertEquals(List.of("one"), watcher.current());
      log.expect("greetings.yaml:1:1: differs from the signed manifest");
      write("two", "2");
      Await.until(() -> reloads("rejected") == 1);
      assertEquals(List.of("one"), watcher.current());
      signed.sign("greetings.yaml");
      Await.until(() -> watcher.current().equals(List.of("two")));
    }
  }

  private PolicyWatcher<List<String>> watch(Path file) {
    return new PolicyWatcher<>(
        file, Greetings.loader(), Duration.ofMillis(10), metrics, readiness.component("policy"));
  }

  private Path write(String word, String version) throws IOException {
    return Files.writeString(folder.resolve("greetings.yaml"), text(word, version));
  }

  private static String text(String word, String version) {
    return """
    apiVersion: sluice.dev/v1
    kind: Greetings
    metadata: {name: hello, version: "%s"}
    spec: {words: [%s]}
    """
        .formatted(version, word);
  }

  private double reloads(String result) {
    return metrics.get("policy.reload").tag("result", result).counter().count();
  }
}
