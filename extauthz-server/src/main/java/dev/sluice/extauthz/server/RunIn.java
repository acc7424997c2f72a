package dev.sluice.extauthz.server;

import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.tracing.Traces;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.Guards;
import dev.sluice.extauthz.decision.UpstreamSettings;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.identity.jwt.IssuerRegistry;
import dev.sluice.extauthz.journal.Journal;
import dev.sluice.extauthz.request.CheckQuestion;
import dev.sluice.extauthz.response.CheckAnswer;
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
final class RunIn {
  private static final int MOST_CHECKS = 30_000;

  private RunIn() {}

  /** For that long at most; what was done, for the readiness report. */
  static String run(NativeCrypto crypto, Guards guards, Duration longest) {
    if (!longest.isPositive()) {
      return "nothing rehearsed";
    }
    Rehearsal rehearsal = new Rehearsal();
    try (IssuerRegistry registry = rehearsal.registry(crypto)) {
      AuthorizationService service = service(rehearsal, registry, guards);
      List<byte[]> requests = rehearsal.requests();
      long end = System.nanoTime() + longest.toNanos();
      int checks = 0;
      while (checks < MOST_CHECKS && System.nanoTime() < end) {
        service.check(parse(requests.get(checks % requests.size())), new Swallow());
        checks++;
      }
      return checks + " checks rehearsed";
    }
  }

  private static AuthorizationService service(
      Rehearsal rehearsal, IssuerRegistry registry, Guards guards) {
    Authorizer authorizer =
        new Authorizer(
            rehearsal::policy,
            rehearsal::routes,
            new Authenticator(registry, Register.empty(), InstantSource.system(), false),
            guards,
            new UpstreamSettings(
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                Optional.empty(),
                Optional.empty(),
                "x-internal-token"),
            "dev");
    return new AuthorizationService(
        authorizer, Journal.NONE, new CheckMetrics(new SimpleMeterRegistry()), Traces.OFF);
  }

  private static CheckQuestion parse(byte[] bytes) {
    try {
      return CheckQuestion.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Swallow implements StreamObserver<CheckAnswer> {
    @Override
    public void onNext(CheckAnswer answer) {}

    @Override
    public void onError(Throwable thrown) {
      throw new IllegalStateException(thrown);
    }

    @Override
    public void onCompleted() {}
  }
}
