package dev.sluice.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DemoConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final DemoConsole console =
      new DemoConsole(
          false, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(out));

  @Test
  void say_serverThatEndedAndCameBack() {
    console.ended(
        "extauthz-server", "127.0.0.1:9001", "ended with exit code 137", Path.of("a.log"));
    console.back("extauthz-server", "127.0.0.1:9001", Duration.ofMillis(2_340));
    assertEquals(
        """

        extauthz-server (127.0.0.1:9001) ended with exit code 137; restarting it (log: a.log)
        extauthz-server (127.0.0.1:9001) is back after 2.3 s
        """,
        out.toString(StandardCharsets.UTF_8));
  }
}
