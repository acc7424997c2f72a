package dev.sluice.controller.server.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.PeerKindCheck;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.controller.api.playground.PlaygroundConfig;
import dev.sluice.controller.api.playground.PolicyTrials.TrialOutcome;
import dev.sluice.controller.api.playground.PolicyTrials.TrialReport;
import dev.sluice.controller.api.playground.PolicyTrials.TriedText;
import dev.sluice.playground.v1.CutResult;
import dev.sluice.playground.v1.PlaygroundGrpc;
import dev.sluice.playground.v1.TrialFinding;
import dev.sluice.playground.v1.TrialRequest;
import dev.sluice.playground.v1.TrialResult;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class PlaygroundClientTest {
  private static final HostPort NOBODY = new HostPort("127.0.0.1", 1);
  private static final TriedText TEXT =
      new TriedText("한국어", "stream", "response", "shadow", "prod", "acme", "r-1");

  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  /** A server that answers with a result, or with a status. */
  private static final class TrialServer extends PlaygroundGrpc.PlaygroundImplBase {
    final AtomicReference<TrialRequest> received = new AtomicReference<>();
    private final Optional<Status> refusal;

    TrialServer(Optional<Status> refusal) {
      this.refusal = refusal;
    }

    @Override
    public void run(TrialRequest request, StreamObserver<TrialResult> answers) {
      received.set(request);
      if (refusal.isPresent()) {
        answers.onError(refusal.get().asRuntimeException());
        return;
      }
      answers.onNext(
          TrialResult.newBuilder()
              .setPolicyId("dlp@1")
              .setVerdict("pass")
              .setOutput(request.getText())
              .addFindings(TrialFinding.newBuilder().setRule("phone").setLength(3))
              .setCuts(CutResult.newBuilder().setRuns(9).setComplete(true).setDiffering(0))
              .build());
      answers.onCompleted();
    }
  }

  private HostPort serve(Optional<TlsConfig> tls, BindableService... services) {
    GrpcServer server =
        GrpcServer.start(
            "grpc",
            new GrpcServerConfig(
                new HostPort("127.0.0.1", 0), 1 << 20, 10, Duration.ofMillis(100), tls),
            new Readiness(),
            List.of(services));
    open.add(server);
    return server.address();
  }

  private HostPort refusing(Status status) {
    return serve(Optional.empty(), new TrialServer(Optional.of(status)));
  }

  private TrialOutcome run(HostPort... servers) {
    return run(Optional.empty(), servers);
  }

  private TrialOutcome run(Optional<TlsConfig> tls, HostPort... servers) {
    PlaygroundClient client = new PlaygroundClient(new PlaygroundConfig(List.of(servers), tls));
    open.add(client);
    return client.run(TEXT);
  }

  @Test
  void run_answer_isTheReport() {
    TrialServer service = new TrialServer(Optional.empty());
    HostPort address = serve(Optional.empty(), service);
    TrialReport report = ((TrialOutcome.Tried) run(NOBODY, address)).report();
    assertEquals(address.toString(), report.server());
    assertEquals("한국어", report.output());
    assertEquals("phone", report.findings().getFirst().rule());
    assertEquals(OptionalInt.of(0), report.differing());
    TrialRequest sent = Objects.requireNonNull(service.received.get());
    assertEquals("TRIAL_FORM_STREAM", sent.getForm().name());
    assertEquals("TRIAL_DIRECTION_RESPONSE", sent.getDirection().name());
    assertEquals("TRIAL_POLICY_SHADOW", sent.getPolicy().name());
    assertEquals(
        "prod acme r-1", sent.getEnvironment() + " " + sent.getTenant() + " " + sent.getRoute());
  }

  @Test
  void run_allBusy_isBusy() {
    HostPort busy = refusing(Status.RESOURCE_EXHAUSTED);
    assertEquals(new TrialOutcome.Busy(), run(busy, NOBODY));
  }

  @Test
  void run_oneBusy_asksTheNext() {
    HostPort free = serve(Optional.empty(), new TrialServer(Optional.empty()));
    assertTrue(run(refusing(Status.RESOURCE_EXHAUSTED), free) instanceof TrialOutcome.Tried);
  }

  @Test
  void run_noShadow_isNotLoaded() {
    assertEquals(new TrialOutcome.NotLoaded(), run(refusing(Status.FAILED_PRECONDITION), NOBODY));
  }

  @Test
  void run_serverAway_namesIt() {
    assertEquals(new TrialOutcome.Away("The server 127.0.0.1:1 cannot be reached."), run(NOBODY));
  }

  @Test
  void run_playgroundOff_saysSo() {
    HostPort off = serve(Optional.empty());
    assertEquals(
        new TrialOutcome.Away(
            "The server " + off + " has the playground off: set playground.enabled there."),
        run(off));
  }

  @Test
  void run_controllerByTls_isAccepted() {
    assertTrue(runByTls("controller", "extproc") instanceof TrialOutcome.Tried);
  }

  @Test
  void run_envoyByTls_isRefused() {
    assertTrue(runByTls("envoy", "extproc") instanceof TrialOutcome.Away);
  }

  @Test
  void run_serverOfOtherKind_isNotTrusted() {
    log.expect("rejected a peer: spiffe://lab/sluice/envoy/s has no business here");
    assertTrue(runByTls("controller", "envoy") instanceof TrialOutcome.Away);
  }

  private TrialOutcome runByTls(String client, String server) {
    TestCa ca = new TestCa("ca");
    ca.issue("spiffe://lab/sluice/" + server + "/s").write(folder.resolve("server"), ca);
    ca.issue("spiffe://lab/sluice/" + client + "/c").write(folder.resolve("client"), ca);
    HostPort address =
        serve(
            Optional.of(files("server")),
            PeerKindCheck.around(new TrialServer(Optional.empty()), "controller"));
    return run(Optional.of(files("client")), address);
  }

  private TlsConfig files(String name) {
    Path place = folder.resolve(name);
    return new TlsConfig(
        place.resolve("tls.crt"), place.resolve("tls.key"), place.resolve("ca.crt"));
  }
}
