package dev.sluice.e2e.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of how mvnw downloads Maven, with a stub for Python. */
final class MavenFetchTest {
  private static final Path MVNW = RepositoryRoot.find().path().resolve("mvnw");

  @TempDir Path folder;

  private Path seen = Path.of("");

  @BeforeEach
  void write() throws IOException {
    seen = folder.resolve("seen");
    Path tools = folder.resolve("tools");
    ScriptRun.script(tools.resolve("pip"), "#!/bin/sh\n");
    ScriptRun.script(
        tools.resolve("maven-artifact"),
        """
        #!/bin/sh
        echo "$REQUESTS_CA_BUNDLE" > %s
        if [ -e %s ]; then echo CERTIFICATE_VERIFY_FAILED; exit 1; fi
        """
            .formatted(seen, folder.resolve("fails")));
    ScriptRun.script(tools.resolve("mvn"), "#!/bin/sh\necho maven runs\n");
    ScriptRun.script(
        folder.resolve("bin/python3"),
        """
        #!/bin/sh
        case $2 in
          venv) mkdir -p "$3/bin"; cp %1$s/pip %1$s/maven-artifact "$3/bin" ;;
          zipfile) mkdir -p "$5/apache-maven-3.9.12/bin"; cp %1$s/mvn "$5/apache-maven-3.9.12/bin" ;;
        esac
        """
            .formatted(tools));
  }

  @Test
  void fetch_emptyEnvironment_usesTheSystemsCertificates() throws Exception {
    ScriptRun run = run(Map.of());
    assertEquals(0, run.code(), run::said);
    assertTrue(run.said().endsWith("maven runs\n"), run::said);
    Path debian = Path.of("/etc/ssl/certs/ca-certificates.crt");
    if (Files.isReadable(debian)) {
      assertEquals(debian + "\n", Files.readString(seen));
    }
  }

  @Test
  void fetch_namedCertificates_areUsed() throws Exception {
    Path named = Files.writeString(folder.resolve("own.crt"), "");
    run(Map.of("SSL_CERT_FILE", named.toString()));
    assertEquals(named + "\n", Files.readString(seen));
  }

  @Test
  void fetch_failure_saysWhyAndWhatToSet() throws Exception {
    Files.createFile(folder.resolve("fails"));
    ScriptRun run = run(Map.of());
    assertEquals(3, run.code());
    assertTrue(run.said().contains("CERTIFICATE_VERIFY_FAILED"), run::said);
    assertTrue(run.said().contains("set REQUESTS_CA_BUNDLE"), run::said);
    assertTrue(run.said().contains("set MAVEN"), run::said);
  }

  private ScriptRun run(Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", folder.toString());
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    return ScriptRun.of(folder, environment, "bash", MVNW.toString(), "--version");
  }
}
