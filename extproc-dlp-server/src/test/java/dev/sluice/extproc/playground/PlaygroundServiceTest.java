package dev.sluice.extproc.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.playground.v1.PlaygroundGrpc;
import dev.sluice.playground.v1.TrialDirection;
import dev.sluice.playground.v1.TrialFinding;
import dev.sluice.playground.v1.TrialForm;
import dev.sluice.playground.v1.TrialPolicy;
import dev.sluice.playground.v1.TrialRequest;
import dev.sluice.playground.v1.TrialResult;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PlaygroundServiceTest {
  private static final String RULES =
      """
      version: trial-1
      defaults: {stream_mode: pre_and_incremental}
      rules:
        - {id: phone, kind: checksum, validator: phone_kr, action: mask, mask: '[PHONE]'}
        - {id: secret, kind: regex, pattern: 'sk-[a-z0-9]{20}', action: block, environments: [prod]}
      """;
  private static final String SECRET = "sk-aaaaaaaaaaaaaaaaaaaa";

  @RegisterExtension final NoWarnings log = new NoWarnings();

  private final AtomicReference<Inspector> live = new AtomicReference<>(policy(RULES));
  private final AtomicReference<Optional<Inspector>> shadow =
      new AtomicReference<>(Optional.empty());
  private final PlaygroundService service = new PlaygroundService(live::get, shadow::get);
  private final GrpcServer server =
      GrpcServer.start(
          "grpc",
          new GrpcServerConfig(
              new HostPort("127.0.0.1", 0), 1 << 20, 10, Duration.ofMillis(100), Optional.empty()),
          new Readiness(),
          List.of(service));
  private final ManagedChannel channel =
      ManagedChannelBuilder.forAddress("127.0.0.1", server.address().port()).usePlaintext().build();

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
    service.close();
  }

  private static Inspector policy(String rules) {
    return switch (DlpPolicyCompiler.file(Optional.empty())
        .load(Path.of("rules.yaml"), rules.getBytes(StandardCharsets.UTF_8))) {
      case PolicyResult.Loaded<DlpPolicy> loaded -> new PolicyInspector(loaded.value());
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static TrialRequest.Builder request(String text) {
    return TrialRequest.newBuilder()
        .setText(text)
        .setForm(TrialForm.TRIAL_FORM_TEXT)
        .setDirection(TrialDirection.TRIAL_DIRECTION_REQUEST)
        .setPolicy(TrialPolicy.TRIAL_POLICY_LIVE);
  }

  private TrialResult run(TrialRequest.Builder request) {
    return PlaygroundGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .run(request.build());
  }

  private Status.Code refused(TrialRequest.Builder request) {
    return assertThrows(StatusRuntimeException.class, () -> run(request)).getStatus().getCode();
  }

  @Test
  void run_koreanText_isMaskedWithPlaces() {
    TrialResult result = run(request("연락처 010-1234-5678 입니다"));
    assertEquals("pass", result.getVerdict());
    assertEquals("연락처 [PHONE] 입니다", result.getOutput());
    TrialFinding found = result.getFindings(0);
    assertEquals("phone", found.getRule());
    assertEquals("mask", found.getAction());
    assertEquals("연락처 ".getBytes(StandardCharsets.UTF_8).length, found.getOffset());
    assertEquals(13, found.getLength());
    assertTrue(result.getPolicyId().contains("trial-1"), result.getPolicyId());
    assertTrue(result.getCuts().getComplete());
    assertFalse(result.getCuts().hasDiffering());
    assertEquals(33, result.getCuts().getRuns());
  }

  @Test
  void run_scope_selectsRules() {
    assertEquals("pass", run(request(SECRET)).getVerdict());
    TrialResult blocked = run(request(SECRET).setEnvironment("prod"));
    assertEquals("blocked", blocked.getVerdict());
    assertEquals("secret", blocked.getRule());
    assertEquals("", blocked.getOutput());
  }

  @Test
  void run_streamOfProvider_isInspectedOverEvents() {
    String stream = event("010-1234") + event("-5678 end") + "data: [DONE]\n\n";
    TrialResult result =
        run(
            request(stream)
                .setForm(TrialForm.TRIAL_FORM_STREAM)
                .setDirection(TrialDirection.TRIAL_DIRECTION_RESPONSE));
    assertEquals("pass", result.getVerdict());
    assertFalse(result.getOutput().contains("5678"), result.getOutput());
    assertTrue(result.getOutput().contains("[PHONE]"), result.getOutput());
    assertEquals("choices[0].delta.content", result.getFindings(0).getPlace());
    assertFalse(result.getCuts().hasDiffering());
  }

  private static String event(String content) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
        .formatted(content);
  }

  @Test
  void run_invalidJson_hasReason() {
    TrialResult result = run(request("{\"a\": ").setForm(TrialForm.TRIAL_FORM_JSON));
    assertEquals("invalid", result.getVerdict());
    assertFalse(result.getReason().isEmpty());
  }

  @Test
  void run_longestText_answersInTime() {
    String text = "가나다 abc 010-1234-5678. ".repeat(10_000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String longest = new String(bytes, 0, 60_000, StandardCharsets.UTF_8).replace("\uFFFD", "");
    long start = System.nanoTime();
    TrialResult result = run(request(longest));
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(12));
    assertEquals(1_000, result.getFindingsCount());
    assertFalse(result.getCuts().getComplete(), "60,000 positions are more than 4,096");
    assertFalse(result.getCuts().hasDiffering());
  }

  @Test
  void run_tooLong_isRefused() {
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        refused(request("x".repeat(PlaygroundService.MOST_BYTES + 1))));
  }

  @Test
  void run_missingChoice_isRefused() {
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        refused(request("x").setForm(TrialForm.TRIAL_FORM_UNSPECIFIED)));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused(request("x").setDirectionValue(9)));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        refused(request("x").setPolicy(TrialPolicy.TRIAL_POLICY_UNSPECIFIED)));
  }

  @Test
  void run_shadow_needsOne() {
    TrialRequest.Builder request = request(SECRET).setPolicy(TrialPolicy.TRIAL_POLICY_SHADOW);
    assertEquals(Status.Code.FAILED_PRECONDITION, refused(request));
    shadow.set(Optional.of(policy(RULES.replace(", environments: [prod]", ""))));
    assertEquals("blocked", run(request).getVerdict());
  }

  @Test
  void run_third_isBusy() throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    live.set(new HeldInspector(policy(RULES), entered, release));
    List<CompletableFuture<TrialResult>> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      running.add(
          CompletableFuture.supplyAsync(() -> run(request("x")), Thread::startVirtualThread));
    }
    assertTrue(entered.await(20, TimeUnit.SECONDS));
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused(request("x")));
    release.countDown();
    for (CompletableFuture<TrialResult> each : running) {
      assertEquals("pass", each.get(20, TimeUnit.SECONDS).getVerdict());
    }
    assertEquals("pass", run(request("x")).getVerdict());
  }

  @Test
  void run_failure_hasNoText() {
    log.expect("A trial failed with java.lang.IllegalStateException");
    live.set(new FailingInspector());
    StatusRuntimeException failed =
        assertThrows(StatusRuntimeException.class, () -> run(request(SECRET)));
    assertEquals(Status.Code.INTERNAL, failed.getStatus().getCode());
    assertFalse(String.valueOf(failed.getMessage()).contains(SECRET));
    assertFalse(log.warnings().toString().contains(SECRET), "the log has no text");
  }

  /** An inspector that waits before it opens a body. */
  private record HeldInspector(Inspector inner, CountDownLatch entered, CountDownLatch release)
      implements Inspector {
    @Override
    public String version() {
      return inner.version();
    }

    @Override
    public Optional<BodyInspection> open(
        BodyDirection direction, String type, ExchangeScope scope, InspectionSettings settings) {
      entered.countDown();
      try {
        assertTrue(release.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return inner.open(direction, type, scope, settings);
    }

    @Override
    public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
      return inner.mayBlock(direction, scope, waf);
    }
  }

  /** An inspector that fails with a message that has a part of the text. */
  private static final class FailingInspector implements Inspector {
    @Override
    public String version() {
      return "failing";
    }

    @Override
    public Optional<BodyInspection> open(
        BodyDirection direction, String type, ExchangeScope scope, InspectionSettings settings) {
      throw new IllegalStateException(SECRET);
    }

    @Override
    public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
      return false;
    }
  }
}
