package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.remote.StubManagementApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A test of the exit codes of {@code publish --wait}. */
class PublishCommandTest {
  private static final String ID = "11111111-1111-4111-8111-111111111111";
  private static final String PATH = "/v1/provider/product-publishes";
  private static final String PUBLISH =
      "{'id': '" + ID + "', 'environment': 'dev', 'status': '%s', 'row_version': 1}";

  @TempDir Path folder;
  @AutoClose private StubManagementApi api;
  private final String home = System.getProperty("user.home", "");
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    api = new StubManagementApi();
    api.list(PATH, PUBLISH.formatted("DRAFT"));
    api.answer("POST " + PATH + "/" + ID + "/publish", PUBLISH.formatted("PUBLISHED"));
    System.setProperty("user.home", folder.toString());
    String token = Files.writeString(folder.resolve("token"), "secret-token").toString();
    assertEquals(
        0,
        run(
            "context",
            "set",
            "acme",
            "--server",
            api.address().toString(),
            "--tenant",
            "acme",
            "--token-file",
            token));
  }

  @AfterEach
  void restoreHome() {
    System.setProperty("user.home", home);
  }

  private int run(String... arguments) {
    CommandLine command = SluiceCtl.commandLine();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private int publish(String deployments) {
    api.answer("GET " + PATH + "/" + ID + "/deployments", deployments);
    return run("publish", ID, "--wait", "--context", "acme");
  }

  @Test
  @Tag("N-03")
  @DisplayName("N-03 publish --wait ends with 5 and Envoy's words if a node rejects it")
  void publish_rejectedByEnvoy_endsWith5() {
    int code =
        publish(
            "{'status': 'failed', 'findings': [], 'nodes': ["
                + "{'node': 'edge/one', 'status': 'applied'},"
                + "{'node': 'edge/two', 'status': 'failed', 'object': 'route/1', 'reason': 'bad regex'}]}");

    assertEquals(5, code, err::toString);
    assertEquals("edge/two rejected route/1: bad regex\n", err.toString());
  }

  @Test
  void publish_rowsInvalid_endsWith4() {
    api.answer(
        "GET " + PATH + "/" + ID + "/deployments",
        "{'status': 'pending', 'nodes': [], 'findings': ["
            + "{'object': 'routes/1', 'field': 'path', 'reason': 'is not a pattern'}]}");
    int code = run("publish", ID, "--wait", "0", "--context", "acme");

    assertEquals(4, code, err::toString);
    assertEquals("routes/1: path: is not a pattern\n", err.toString());
  }

  @Test
  void publish_allNodesApplied_endsWith0() {
    int code =
        publish(
            "{'status': 'applied', 'findings': [], 'nodes': [{'node': 'edge/one', 'status': 'applied'}]}");

    assertEquals(0, code, err::toString);
    assertEquals(1, api.requests("POST").size());
  }

  @Test
  void publish_clusterPinned_endsWith1() {
    api.answer(
        "GET " + PATH + "/" + ID + "/deployments",
        "{'status': 'pending', 'pinned': true, 'findings': [], 'nodes': []}");
    int code = run("publish", ID, "--wait", "0", "--context", "acme");

    assertEquals(1, code, err::toString);
    assertTrue(err.toString().contains("because the cluster is pinned"), err::toString);
  }
}
