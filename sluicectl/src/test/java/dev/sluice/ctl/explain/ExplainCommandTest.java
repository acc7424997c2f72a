package dev.sluice.ctl.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("N-05")
class ExplainCommandTest {
  private static final String POLICIES = "src/test/resources/explain/policies";
  private static final String SHIPPED = "../policies/authz.test.yaml";

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void case_ofTestFile_isExplained() {
    ExplainRun run = ExplainRun.of("--test", SHIPPED, "--case", "a developer may not index");
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().startsWith("deny 403 AUTH_FORBIDDEN by level:/v1/rag/index*"), run.out());
    assertTrue(run.out().contains("signature: passed; signed by the test"), run.out());
  }

  @Test
  void case_unknown_fails() {
    assertEquals(1, ExplainRun.of("--test", SHIPPED, "--case", "none").code());
  }

  @Test
  void input_none_isMisuse() {
    assertEquals(2, ExplainRun.of().code());
  }

  @Test
  void input_two_isMisuse() throws IOException {
    assertEquals(2, ExplainRun.of("id", "--request", file("r", "GET / HTTP/1.1\n")).code());
  }

  @Test
  void request_notHttp_namesLine() throws IOException {
    ExplainRun run =
        ExplainRun.of("--policies", POLICIES, "--request", file("r", "GET /\nno header here\n"));
    assertEquals(4, run.code(), run.out());
    assertEquals("line 2: write a header such as Accept: text/plain\n", run.out());
  }

  @Test
  void body_alone_isInspected() throws IOException {
    String body = file("b", "{\"text\": \"secret.kim@example.org\"}");
    ExplainRun run = ExplainRun.of("--policies", POLICIES, "--body", body);
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().contains("email: found at text@0+22; email, mask"), run.out());
    assertFalse(run.out().contains("secret.kim"), run.out());
  }

  @Test
  void body_ofManyFindings_isBounded() throws IOException {
    String body = file("b", "mail a.b@example.org now\n".repeat(200_000));
    ExplainRun run = ExplainRun.of("--policies", POLICIES, "--body", body);
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().lines().count() < 1_100, () -> run.out().lines().count() + " lines");
    assertTrue(run.out().contains("bytes            5000000"), run.out().substring(0, 200));
  }

  @Test
  void body_tooLong_isMisuse() throws IOException {
    Path body = folder.resolve("b");
    Files.write(body, new byte[(16 << 20) + 1]);
    ExplainRun run = ExplainRun.of("--policies", POLICIES, "--body", body.toString());
    assertEquals(2, run.code(), run.out());
  }

  @Test
  void keys_otherThanThoseOfTheToken_denyIt() throws IOException {
    String request = "src/test/resources/explain/level-too-low/request.http";
    ExplainRun run =
        ExplainRun.of(
            "--policies",
            POLICIES,
            "--request",
            request,
            "--now",
            "2026-03-02T10:00:00Z",
            "--address",
            "192.0.2.1",
            "--jwks",
            file("jwks", "{\"keys\": []}"));
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().startsWith("deny 401 AUTH_"), run.out());
  }
}
