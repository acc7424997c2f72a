package dev.sluice.e2e.audit;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A folder in which commands of the documentation run, including {@code ./sluice}. */
record DocumentedCommand(Path folder) {

  /** A result of a command: its exit code and its output. */
  record Ended(int code, String output) {}

  /** Creates the folder with a {@code sluice} script that runs the built sluicectl. */
  static DocumentedCommand in(Path folder, TestEnvironment sluice) throws IOException {
    String script =
        "#!/usr/bin/env bash\nexec %s -cp '%s' dev.sluice.ctl.SluiceCtl \"$@\"\n"
            .formatted(
                String.join(" ", JavaCommand.jvm()) + " -XX:TieredStopAtLevel=1",
                sluice.stack().settings().root().classpath("sluicectl"));
    Path file = Files.writeString(folder.resolve("sluice"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new DocumentedCommand(folder);
  }

  /** Returns the lines of a documentation page with a prefix. */
  static List<String> documented(TestEnvironment sluice, String page, String start) {
    Path file = sluice.stack().settings().root().path().resolve("docs").resolve(page);
    try {
      return Files.readAllLines(file).stream().filter(line -> line.startsWith(start)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended run(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
