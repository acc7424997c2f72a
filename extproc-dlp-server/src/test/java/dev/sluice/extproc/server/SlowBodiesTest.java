package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RuleAction;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that a slow body does not delay other streams of its connection. */
@ExtendWith(NoWarnings.class)
class SlowBodiesTest {
  private static final Map<String, String> SLOW = Map.of("content-type", "text/plain");
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final String BODY = "x".repeat(100_000);

  /** The number of calls in which slow bodies may be inspected. */
  private final Semaphore permits = new Semaphore(1);

  private final TestServer server = TestServer.taking(new Slow());

  @AfterEach
  void close() {
    permits.release(Slow.ENOUGH);
    server.close();
  }

  @Test
  void slowBody_otherStreams_areAnswered() {
    FakeEnvoy slow = slow();
    for (int i = 0; i < 50; i++) {
      FakeEnvoy other = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
      ReceivedBodies seen =
          other.requestHeaders(JSON, false).requestBody("a maskme", true).awaitRequest();
      assertEquals("a ******", seen.upstream.text());
      assertEquals(Status.OK, other.halfClose());
    }
    assertTrue(slow.seen().upstream.body.isEmpty());
    permits.release(Slow.ENOUGH);
    assertEquals(BODY, slow.awaitRequest().upstream.text());
    assertEquals(Status.OK, slow.halfClose());
    server.awaitQuiet();
  }

  @Test
  void slowBodies_many_shareTheExecutor() {
    List<FakeEnvoy> slow = new ArrayList<>();
    for (int i = 0; i < TestServer.MAX_STREAMS; i++) {
      slow.add(slow());
    }
    permits.release(TestServer.MAX_STREAMS * Slow.ENOUGH);
    slow.forEach(each -> assertEquals(BODY, each.awaitRequest().upstream.text()));
  }

  /** Bytes that wait for inspection count against the server's budget. */
  @Test
  void slowBody_waiting_countsAsHeld() {
    FakeEnvoy slow = slow();
    Await.until(() -> server.budget.used() > BODY.length() / 2);
    slow.cancel();
    permits.release(Slow.ENOUGH);
    server.awaitQuiet();
  }

  @Test
  void halfClose_slowBody_waitsForAnswer() {
    FakeEnvoy slow = slow();
    slow.halfCloseOnly();
    permits.release(Slow.ENOUGH);
    assertEquals(Status.OK, slow.awaitEnd());
    assertEquals(BODY, slow.seen().upstream.text());
  }

  private FakeEnvoy slow() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
    double before = server.counted("extproc_slow_turns_total");
    envoy.requestHeaders(SLOW, false).requestBody(BODY, true);
    permits.release();
    Await.until(() -> server.counted("extproc_slow_turns_total") > before);
    return envoy;
  }

  /** An inspector that reads JSON normally, and text only with permits. */
  private final class Slow implements Inspector {
    static final int ENOUGH = 1000;

    private final WordInspector words = new WordInspector("v1", false);

    @Override
    public String version() {
      return "slow";
    }

    @Override
    public Optional<BodyInspection> open(
        BodyDirection direction,
        String contentType,
        ExchangeScope scope,
        InspectionSettings settings) {
      return contentType.equals("text/plain")
          ? Optional.of(new Waiting())
          : words.open(direction, contentType, scope, settings);
    }

    @Override
    public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
      return false;
    }
  }

  private final class Waiting implements BodyInspection {
    @Override
    public BodyVerdict feed(ByteString chunk, boolean last) {
      permits.acquireUninterruptibly();
      return new BodyVerdict.Pass(chunk);
    }

    @Override
    public List<DlpFinding> findings() {
      return List.of();
    }

    @Override
    public InspectionOutcome outcome() {
      return new InspectionOutcome(RuleAction.ALLOW, Optional.empty(), List.of());
    }

    @Override
    public TokenUsage usage() {
      return TokenUsage.NONE;
    }

    @Override
    public long heldBytes() {
      return 0;
    }

    @Override
    public boolean eventStream() {
      return false;
    }

    @Override
    public Optional<String> diffHash() {
      return Optional.empty();
    }
  }
}
