package dev.sluice.e2e.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of how the script builds and finds jars, in a small checkout with a stub for Maven. */
@Tag("C-90")
final class SluiceScriptTest {
  private static final String JAR = "common/target/common-0.1.0-SNAPSHOT.jar";

  @TempDir Path folder;

  private Path checkout = Path.of("");
  private Path builds = Path.of("");

  @BeforeEach
  void write() throws IOException {
    checkout = folder.toRealPath().resolve("checkout");
    builds = folder.resolve("builds");
    Path root = RepositoryRoot.find().path();
    for (String script : List.of("sluice", "mvnw")) {
      ScriptRun.script(checkout.resolve(script), Files.readString(root.resolve(script)));
    }
    for (String file :
        List.of(
            "pom.xml",
            "common/pom.xml",
            "common/src/A.java",
            "sluicectl/pom.xml",
            "sluicectl/src/B.java",
            "policies/rules.yaml",
            "policies/schema/rules.json")) {
      change(checkout.resolve(file), "1");
    }
    ScriptRun.script(
        checkout.resolve("packaging/archive.sh"), "#!/bin/sh\necho \"archive of $JAVA_HOME\"\n");
    Path jar = stub();
    ScriptRun.script(
        folder.resolve("mvn"),
        """
        #!/bin/sh
        echo built >> %s
        echo "[INFO] Building common 0.1.0-SNAPSHOT                     [1/2]"
        echo "[INFO] --- compiler:3.16.0:compile (default-compile) @ common ---"
        if [ -e %s ]; then echo "[ERROR] A.java:[1,1] class expected"; exit 1; fi
        mkdir -p common/target sluicectl/target
        cp %s %s
        echo "[INFO] Building sluicectl 0.1.0-SNAPSHOT                  [2/2]"
        echo "$PWD/%s:/no/library.jar" > sluicectl/target/classpath.txt
        """
            .formatted(builds, folder.resolve("fails"), jar, JAR, JAR));
  }

  @Test
  void build_showsEachModule() throws Exception {
    ScriptRun run = sluice("build");
    assertEquals(0, run.code(), run::said);
    assertTrue(
        run.said()
            .startsWith("sluice: building 1/2 common\nsluice: building 2/2 sluicectl\nsluice: the"),
        run::said);
    assertFalse(run.said().contains("[INFO]"), run::said);
  }

  @Test
  void build_success_makesTheArchive() throws Exception {
    ScriptRun run = sluice("build");
    assertEquals(0, run.code(), run::said);
    assertTrue(
        run.said().endsWith("archive of " + System.getProperty("java.home") + "\n"), run::said);
  }

  @Test
  void build_failure_makesNoArchive() throws Exception {
    Files.createFile(folder.resolve("fails"));
    ScriptRun run = sluice("build");
    assertEquals(1, run.code());
    assertFalse(run.said().contains("archive of"), run::said);
  }

  @Test
  void build_failure_showsTheErrorsAndNamesTheLog() throws Exception {
    Files.createFile(folder.resolve("fails"));
    ScriptRun run = sluice("policy", "validate", "policies");
    assertEquals(1, run.code());
    assertTrue(run.said().contains("[ERROR] A.java:[1,1] class expected"), run::said);
    assertTrue(run.said().contains(checkout.resolve("target/build.log").toString()), run::said);
  }

  @Test
  void upgrade_commitNotInHistory_isSaid() throws Exception {
    ScriptRun run = upgrade(Map.of());
    assertEquals(3, run.code(), run::said);
    assertTrue(run.said().contains("commit 0123abcd, is not in the history here"), run::said);
    assertFalse(Files.exists(builds), "nothing is built");
  }

  @Test
  void upgrade_noArchive_isRejected() throws Exception {
    ScriptRun run = upgrade(Map.of("SLUICE_PREVIOUS", folder.toString()));
    assertEquals(2, run.code(), run::said);
    assertTrue(run.said().contains("is not an unpacked archive of Sluice"), run::said);
  }

  private ScriptRun upgrade(Map<String, String> more) throws Exception {
    change(checkout.resolve("packaging/previous-release"), "commit=0123abcd\nschema=1\n");
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("ENVOY", "/bin/true");
    environment.putAll(more);
    return ScriptRun.of(
        checkout, environment, checkout.resolve("sluice").toString(), "test", "--upgrade");
  }

  @Test
  void policy_changedPolicy_buildsNothing() throws Exception {
    validated(checkout, 1);
    change(checkout.resolve("policies/rules.yaml"), "2");
    validated(checkout, 1);
  }

  @Test
  void policy_changedSourceOrSchema_builds() throws Exception {
    validated(checkout, 1);
    change(checkout.resolve("policies/schema/rules.json"), "2");
    validated(checkout, 2);
    change(checkout.resolve("common/src/A.java"), "2");
    validated(checkout, 3);
  }

  @Test
  void policy_startCache_isMadeForTheseJars() throws Exception {
    validated(checkout, 1);
    Path cache = checkout.resolve("sluicectl/target/start.aot");
    FileTime made = Files.getLastModifiedTime(cache);
    validated(checkout, 1);
    assertEquals(made, Files.getLastModifiedTime(cache));
    Files.setLastModifiedTime(checkout.resolve(JAR), FileTime.from(Instant.now().plusSeconds(1)));
    validated(checkout, 1);
    assertTrue(Files.getLastModifiedTime(cache).compareTo(made) > 0);
  }

  @Test
  void policy_movedCheckout_runsItsOwnJars() throws Exception {
    validated(checkout, 1);
    Path moved = Files.move(checkout, folder.toRealPath().resolve("moved"));
    validated(moved, 1);
  }

  @Test
  void policy_copiedCheckout_runsItsOwnJars() throws Exception {
    validated(checkout, 1);
    Path copy = folder.toRealPath().resolve("copy");
    ScriptRun.of(folder, Map.of(), "/bin/cp", "-r", checkout.toString(), copy.toString());
    change(copy.resolve("common/src/A.java"), "1");
    validated(copy, 1);
  }

  /** Runs the stub command, which prints its jar, and checks the number of builds so far. */
  private void validated(Path root, int times) throws Exception {
    ScriptRun run =
        ScriptRun.of(
            root,
            environment(),
            root.resolve("sluice").toString(),
            "policy",
            "validate",
            "policies");
    assertEquals(0, run.code(), run::said);
    assertTrue(
        run.said().endsWith("[policy, validate, policies] from " + root.resolve(JAR) + "\n"),
        run::said);
    assertEquals(times, Files.readAllLines(builds).size(), run::said);
  }

  private ScriptRun sluice(String... words) throws Exception {
    String[] command =
        Stream.concat(Stream.of(checkout.resolve("sluice").toString()), Stream.of(words))
            .toArray(String[]::new);
    return ScriptRun.of(checkout, environment(), command);
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME", folder.toString(),
        "PATH", "/usr/bin:/bin",
        "JAVA_HOME", System.getProperty("java.home"),
        "MAVEN", folder.resolve("mvn").toString());
  }

  /** Writes a file that is newer than everything that was built before. */
  private static void change(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
  }

  private Path stub() throws IOException {
    Path source = folder.resolve("stub/dev/sluice/ctl/SluiceCtl.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package dev.sluice.ctl;

        public class SluiceCtl {
          public static void main(String[] words) {
            var place = SluiceCtl.class.getProtectionDomain().getCodeSource().getLocation();
            System.out.println(java.util.List.of(words) + " from " + place.getPath());
          }
        }
        """);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    Path jar = folder.resolve("stub.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("dev/sluice/ctl/SluiceCtl.class"));
      Files.copy(source.resolveSibling("SluiceCtl.class"), out);
    }
    return jar;
  }
}
