package dev.sluice.extauthz.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.tracing.CallTracer;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.UpstreamSettings;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.journal.DecisionJournal;
import dev.sluice.extauthz.request.CheckRequestView;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Runs the path of a check, with an issuer and a policy of its own, until the compiler has seen it:
 * the first callers of a cold server would wait many times longer.
 */
final class CheckWarmUp {
  private static final int MOST_CHECKS = 30_000;

  private CheckWarmUp() {}

  /** For that long at most; what was done, for the readiness report. */
  static String run(NativeCrypto crypto, RequestGuards guards, Duration longest) {
    if (!longest.isPositive()) {
      return "nothing rehearsed";
    }
    WarmUpFixture rehearsal = new WarmUpFixture();
    try (IssuerRegistry registry = rehearsal.registry(crypto)) {
      AuthorizationService service = service(rehearsal, registry, guards);
      List<byte[]> requests = rehearsal.requests();
      long end = System.nanoTime() + longest.toNanos();
      int checks = 0;
      while (checks < MOST_CHECKS && System.nanoTime() < end) {
        service.check(parse(requests.get(checks % requests.size())), new DiscardingObserver());
        checks++;
      }
      return checks + " checks rehearsed";
    }
  }

  private static AuthorizationService service(
      WarmUpFixture rehearsal, IssuerRegistry registry, RequestGuards guards) {
    Authorizer authorizer =
        new Authorizer(
            rehearsal::policy,
            rehearsal::routes,
            new Authenticator(registry, CredentialRegistry.empty(), InstantSource.system(), false),
            guards,
            new UpstreamSettings(
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                Optional.empty(),
                Optional.empty(),
                "x-internal-token"),
            "dev");
    return new AuthorizationService(
        authorizer,
        DecisionJournal.NONE,
        new CheckMetrics(new SimpleMeterRegistry()),
        CallTracer.OFF);
  }

  private static CheckRequestView parse(byte[] bytes) {
    try {
      return CheckRequestView.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class DiscardingObserver implements StreamObserver<ByteString> {
    @Override
    public void onNext(ByteString answer) {}

    @Override
    public void onError(Throwable thrown) {
      throw new IllegalStateException(thrown);
    }

    @Override
    public void onCompleted() {}
  }
}
