package dev.sluice.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubUpstream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test of docs/install/standalone.md: makes the archive, and runs the commands of the page,
 * with the commands of the shipped units in place of systemd.
 */
@Tag("C-90")
final class StandaloneInstallIT {
  private static final String CARD = "4111 1111 1111 1111";

  /** Starts the commands of the units, and ends what it started. */
  private static final String BEFORE =
      """
      set -euo pipefail
      systemctl() { # enable --now <unit>...
        local unit command variables
        for unit in "${@:3}"; do
          command=$(sed -n -e "s:/opt/:$PREFIX/:g" -e "s:/etc/sluice:$ETC:g" -e "s:/usr/local/bin/envoy:$ENVOY:" \
            -e 's/^ExecStart=//p' "$PREFIX/sluice/systemd/$unit.service")
          variables=$(sed -n -e "s:/etc/sluice:$ETC:" -e 's/^EnvironmentFile=-//p' "$PREFIX/sluice/systemd/$unit.service")
          (cd "$STATE"; set -a; [ -z "$variables" ] || . "$variables"; exec $command) > "$LOGS/$unit.log" 2>&1 &
          pids+=($!)
        done
      }
      pids=()
      stop() { kill "${pids[@]}" 2> /dev/null || true; wait; }
      trap stop EXIT
      """;

  /** Checks what the page says but does not show. */
  private static final String AFTER =
      """
      echo "without a key: $(curl -s -o /dev/null -w '%{http_code}' -X POST "http://127.0.0.1:$GATEWAY_PORT/v1/chat/completions")"
      ln -s "$PREFIX/sluice/bin/sluicectl" "$STATE/ctl"
      (cd /; JAVA_OPTS=-Xshare:on "$STATE/ctl" --version)
      for server in xds-controller extauthz-server extproc-dlp-server; do
        JAVA_OPTS=-Xshare:on "$PREFIX/sluice/bin/$server" --version
      done
      for server in xds-controller extauthz-server extproc-dlp-server; do
        (set -a; . "$ETC/$server.env"; "$PREFIX/sluice/bin/$server" --print-config --config "$ETC/$server.yaml") \
          > "$LOGS/$server.yaml"
        grep -q 'password: "\\[redacted\\]"  # environment' "$LOGS/$server.yaml"
      done
      if grep -rF -e "$OWNER_PASSWORD" -e "$WRITER_PASSWORD" -e "$API_KEY" "$LOGS"; then exit 9; fi
      echo "every command has run"
      """;

  private final RepositoryRoot root = RepositoryRoot.find();
  @TempDir Path folder;

  @Test
  void page_everyCommand_masksTheChat() throws Exception {
    for (String needed : List.of("psql", "openssl", "curl")) {
      assumeTrue(isOnPath(needed), needed + " is not installed");
    }
    StackPorts ports = StackPorts.findFree();
    InstallPage page = InstallPage.read(root.path().resolve("docs/install/standalone.md"));
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (EmbeddedDatabase database = database(ports);
        StubUpstream model = new StubUpstream("model", ports.of(StackPort.CHAT))) {
      database.start();
      dropPreparedDatabase(ports);
      model.start();
      Path script =
          Files.writeString(
              folder.resolve("page.sh"), BEFORE + page.script(variables(ports)) + AFTER);
      String said = run(logs, "bash", script.toString());
      System.out.println(said);
      assertTrue(said.endsWith("every command has run\n"), () -> said + tails(logs));
      assertEquals(3, said.lines().filter(line -> line.startsWith("ok: ")).count(), said);
      assertTrue(said.contains("| mask       | card_number"), said);
      assertTrue(said.contains("without a key: 401"), said);
      String seen = model.lastRequest().orElseThrow().body();
      assertTrue(seen.contains("[CARD ****1111]"), seen);
      assertFalse(seen.contains(CARD), seen);
    }
  }

  private Map<String, String> variables(StackPorts ports) throws Exception {
    Map<String, String> values = new TreeMap<>();
    values.put("ARCHIVE", archive().toString());
    values.put("PREFIX", folder.resolve("opt").toString());
    values.put("ETC", folder.resolve("etc").toString());
    values.put("STATE", folder.resolve("state").toString());
    values.put("TRUST", "install.test");
    values.put("DATABASE", ports.address(StackPort.DATABASE));
    values.put("ADMIN", "postgres");
    values.put("CONTROLLER", "127.0.0.1");
    values.put("LISTEN", "127.0.0.1");
    values.put("XDS_PORT", String.valueOf(ports.of(StackPort.XDS)));
    values.put("EXTAUTHZ_PORT", String.valueOf(ports.of(StackPort.EXTAUTHZ)));
    values.put("EXTPROC_PORT", String.valueOf(ports.of(StackPort.EXTPROC)));
    values.put("XDS_OPS_PORT", String.valueOf(ports.of(StackPort.XDS_OPS)));
    values.put("EXTAUTHZ_OPS_PORT", String.valueOf(ports.of(StackPort.EXTAUTHZ_OPS)));
    values.put("EXTPROC_OPS_PORT", String.valueOf(ports.of(StackPort.EXTPROC_OPS)));
    values.put("ENVOY_ADMIN_PORT", String.valueOf(ports.of(StackPort.ENVOY_ADMIN)));
    values.put("GATEWAY_PORT", String.valueOf(ports.of(StackPort.GATEWAY)));
    values.put("MODEL_HOST", "127.0.0.1");
    values.put("MODEL_PORT", String.valueOf(ports.of(StackPort.CHAT)));
    return values;
  }

  /** Makes the archive of the jars that this build has packaged. */
  private Path archive() throws Exception {
    String said = run(folder, root.path().resolve("packaging/archive.sh").toString());
    try (Stream<Path> archives = Files.list(root.path().resolve("dist"))) {
      return archives
          .filter(file -> file.toString().endsWith(".tar.gz") && said.contains(file.toString()))
          .findFirst()
          .orElseThrow(() -> new AssertionError(said));
    }
  }

  private EmbeddedDatabase database(StackPorts ports) {
    return new EmbeddedDatabase(
        DownloadCache.folder(System.getenv()).resolve("postgres"),
        folder.resolve("postgres"),
        folder.resolve("postgres.log"),
        ports.of(StackPort.DATABASE));
  }

  /** Removes what the embedded server prepares, because the page creates it. */
  private void dropPreparedDatabase(StackPorts ports) throws Exception {
    String server = "postgresql://postgres@" + ports.address(StackPort.DATABASE) + "/postgres";
    run(folder, "psql", server, "-c", "drop database sluice", "-c", "drop role sluice_owner");
  }

  /** Runs a command and returns its output. */
  private String run(Path logs, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(root.path().toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ENVOY", EnvoyBinary.find(System.getenv()).toString());
    builder.environment().put("LOGS", logs.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
    assertEquals(0, process.exitValue(), () -> said + tails(logs));
    return said;
  }

  private static String tails(Path logs) {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(file);
        text.append("\n").append(file.getFileName()).append(":\n");
        text.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
      }
    } catch (IOException e) {
      text.append(e.getMessage());
    }
    return text.toString();
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
