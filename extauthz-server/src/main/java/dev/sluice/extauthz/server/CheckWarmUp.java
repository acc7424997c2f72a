package dev.sluice.extauthz.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.tracing.CallTracer;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.PublishRouteFinder;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.UpstreamSettings;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.journal.DecisionJournal;
import dev.sluice.extauthz.request.CheckRequestView;
import dev.sluice.extauthz.shadow.ShadowPolicy;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A warm-up of the code path of a check, with its own issuer and policy. Without it, the first
 * callers would wait many times longer, until the JIT compiler has optimised the path.
 */
final class CheckWarmUp {
  private static final int MAX_CHECKS = 30_000;

  private CheckWarmUp() {}

  /** Runs checks up to the time limit. Returns a summary for the readiness report. */
  static String run(NativeCrypto crypto, RequestGuards guards, Duration limit) {
    if (!limit.isPositive()) {
      return "no warm-up";
    }
    WarmUpFixture fixture = new WarmUpFixture();
    try (IssuerRegistry registry = fixture.registry(crypto)) {
      AuthorizationService service = service(fixture, registry, guards);
      List<byte[]> requests = fixture.requests();
      long end = System.nanoTime() + limit.toNanos();
      int checks = 0;
      while (checks < MAX_CHECKS && System.nanoTime() < end) {
        service.check(parse(requests.get(checks % requests.size())), new DiscardingObserver());
        checks++;
      }
      return checks + " warm-up checks";
    }
  }

  private static AuthorizationService service(
      WarmUpFixture fixture, IssuerRegistry registry, RequestGuards guards) {
    Authorizer authorizer =
        new Authorizer(
            fixture::policy,
            new PublishRouteFinder(fixture::routes),
            new Authenticator(
                registry,
                CredentialRegistry.empty(),
                HolderCheck.withDefaults(InstantSource.system()),
                InstantSource.system(),
                false),
            guards,
            RequestLimits.NONE,
            new UpstreamSettings(
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                Optional.empty(),
                Optional.empty(),
                "x-internal-token"),
            "dev");
    return new AuthorizationService(
        authorizer,
        DecisionJournal.NONE,
        ShadowPolicy.NONE,
        new CheckMetrics(new SimpleMeterRegistry()),
        CallTracer.OFF,
        MessageDetail.FULL);
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
