package dev.sluice.bench.micro;

import com.google.protobuf.ByteString;
import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.common.audit.record.DecisionRecord;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.request.CheckRequestParser;
import dev.sluice.extauthz.request.CheckRequestView;
import dev.sluice.extauthz.response.CheckResponseEncoder;
import dev.sluice.extauthz.response.EncodedDecisionCache;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A benchmark of the parts of a check that take microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckBenchmark {
  private static final int CALLERS = 1_000;

  private final byte[] request =
      CheckMessages.check(
              IssuerAlgorithm.ES256, new BenchIssuer(IssuerAlgorithm.ES256).tokens(1).getFirst())
          .toByteArray();
  private final EncodedDecisionCache<ByteString> cache =
      new EncodedDecisionCache<>(CheckResponseEncoder::encodeFields);
  private final List<Decision> decisions =
      IntStream.range(0, CALLERS).mapToObj(CheckBenchmark::decision).toList();
  private int next;
  private final DecisionRecord decision =
      new DecisionRecord(
          new UUID(1, 2),
          1_790_000_000_000L,
          "7b0e3b0c-6a3c-4f6f-9d3c-91d4f3a2b1c0",
          "corr-7b0e3b0c-6a3c-4f6f-9d3c-91d4f3a2b1c0",
          new EncodedDecisionFields(
              new DecisionRecord.DecisionSummary(
                  DecisionRecord.Effect.ALLOW, null, "level:*", "", "bench-1", List.of()),
              new DecisionRecord.CallerSummary(
                  "jwt",
                  null,
                  null,
                  null,
                  "tenant-1",
                  "project-1",
                  "workspace-1",
                  "5b0e3b0c-6a3c-4f6f-9d3c-000000000001",
                  "developer",
                  "viewer"),
              new DecisionRecord.RouteSummary(null, "es-chat", "chat", null, "prod"),
              Map.of("source", "publish")),
          new DecisionRecord.RequestFields(
              "POST",
              "bench.example",
              "/v1/es/chat/completions",
              List.of(
                  "accept",
                  "accept-encoding",
                  "authorization",
                  "content-length",
                  "content-type",
                  "user-agent",
                  "x-forwarded-proto",
                  "x-request-id"),
              "127.0.0.1"),
          "extauthz-1",
          Map.of());

  /** Reads the bytes of a check request and parses it. */
  @Benchmark
  public CheckInput checkRequestView() throws IOException {
    return CheckRequestParser.parse(CheckRequestView.read(request), null, null);
  }

  /** Finds the encoded part of a decision about one of a thousand callers. */
  @Benchmark
  public ByteString encodedDecisionCache() {
    next = next == CALLERS - 1 ? 0 : next + 1;
    return cache.get(decisions.get(next));
  }

  /** Writes a decision record as JSON. */
  @Benchmark
  public byte[] recordJson() {
    return decision.json();
  }

  private static Decision decision(int caller) {
    var trace =
        new DecisionTrace(
            DecisionTrace.RouteSource.NONE,
            CredentialKind.JWT,
            "",
            true,
            AccessLevel.DEVELOPER,
            AccessLevel.VIEWER,
            "level:*",
            List.of());
    return new Decision.Allow(
        new Decision.Facts(
            "request-" + caller, "corr-" + caller, null, "level:*", "bench-1", "prod", trace),
        new Identity.Caller(
            "subject-" + caller,
            "tenant-" + caller % 50,
            "project-" + caller % 200,
            "workspace-1",
            "developer",
            AccessLevel.DEVELOPER,
            "es"),
        new RequestHeaderChanges(List.of(), List.of()));
  }
}
