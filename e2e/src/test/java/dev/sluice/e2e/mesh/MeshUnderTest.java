package dev.sluice.e2e.mesh;

import static dev.sluice.e2e.mesh.MeshTranscript.join;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.istio.IstioTools;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.support.TestEnvironment;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A mesh that runs during the tests of a class, with the transcript of their requests. The
 * transcript is printed when a test fails.
 */
final class MeshUnderTest implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private final MeshTranscript transcript = new MeshTranscript();
  private final MeshInstallation installation;
  private final Function<String[], CurlResponse> warmUp;
  private @Nullable IstioMesh started;

  /**
   * Creates a mesh.
   *
   * @param warmUp the function that sends an allowed request to the policy servers; its argument
   *     has the arguments of curl
   */
  MeshUnderTest(MeshInstallation installation, Function<String[], CurlResponse> warmUp) {
    this.installation = installation;
    this.warmUp = warmUp;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<String> missing = MeshRequirements.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    started = IstioMesh.start(IstioTools.find().orElseThrow(), installation);
    awaitAnswers();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (started != null) {
      MeshPod.write(started.transcriptFile(), transcript.toString());
      started.close();
    }
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    transcript.printedOnFailure(mesh()::logTails).testFailed(context, cause);
  }

  IstioMesh mesh() {
    if (started == null) {
      throw new IllegalStateException("the mesh has not started");
    }
    return started;
  }

  MeshTranscript transcript() {
    return transcript;
  }

  /** Runs a check while a policy server is down. */
  void whileDown(String pod, Runnable check) {
    ManagedProcess server = mesh().pod(pod).process("server");
    server.kill();
    try {
      check.run();
    } finally {
      server.start();
      server.awaitReady();
      awaitAnswers();
    }
  }

  MeshUpstream upstream(String pod) {
    return new MeshUpstream(mesh().pod(pod).network());
  }

  MeshAuditRow auditRow(String id) {
    return new MeshAuditRow(mesh().auditRows().awaitOne(id));
  }

  /** Returns the arguments of curl for the token of a viewer. */
  String[] token() {
    return new String[] {"-H", "Authorization: Bearer " + mesh().issuer().token("viewer")};
  }

  /** Waits until the policy servers answer within the time limit of the mesh configuration. */
  private void awaitAnswers() {
    String[] request = join(token(), "-d", TestEnvironment.prompt("Tell me about rivers."));
    ConditionWait.awaitTrue(
        "requests pass", Duration.ofMinutes(1), () -> warmUp.apply(request).status() == 200);
  }
}
