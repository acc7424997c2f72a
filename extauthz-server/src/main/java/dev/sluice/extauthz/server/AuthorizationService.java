package dev.sluice.extauthz.server;

import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.journal.Journal;
import dev.sluice.extauthz.request.CheckQuestion;
import dev.sluice.extauthz.request.CheckRequestParser;
import dev.sluice.extauthz.response.CheckAnswer;
import dev.sluice.extauthz.response.CheckResponses;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Envoy's checks on the event loop; one that needs an issuer's keys is answered when they
 * have come.
 */
final class AuthorizationService implements BindableService {
  private static final MethodDescriptor<CheckQuestion, CheckAnswer> CHECK =
      AuthorizationGrpc.getCheckMethod().toBuilder(
              CheckQuestion.marshaller(), CheckAnswer.marshaller())
          .build();
  private static final Logger log = LoggerFactory.getLogger(AuthorizationService.class);

  /** Envoy asks another server, whose disk may be well. */
  private static final Status NOT_KEPT =
      Status.UNAVAILABLE.withDescription("the decision could not be written down");

  private final Authorizer authorizer;
  private final Journal journal;
  private final CheckMetrics metrics;

  AuthorizationService(Authorizer authorizer, Journal journal, CheckMetrics metrics) {
    this.authorizer = authorizer;
    this.journal = journal;
    this.metrics = metrics;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(AuthorizationGrpc.SERVICE_NAME)
        .addMethod(CHECK, ServerCalls.asyncUnaryCall(this::check))
        .build();
  }

  /** Answers one check. */
  void check(CheckQuestion question, StreamObserver<CheckAnswer> observer) {
    long started = System.nanoTime();
    if (observer instanceof ServerCallStreamObserver<CheckAnswer> call) {
      // With a handler set, an answer after Envoy's own deadline is dropped instead of thrown.
      call.setOnCancelHandler(() -> {});
    }
    EnvoyTells tells = EnvoyTells.current();
    CheckInput input = CheckRequestParser.parse(question, tells.route(), tells.client());
    try {
      switch (authorizer.decide(input)) {
        case Authorizer.Outcome.Decided(Decision decision) ->
            answer(input, decision, started, observer);
        case Authorizer.Outcome.Waiting(var later) -> {
          var _ =
              later
                  .thenAccept(decision -> answer(input, decision, started, observer))
                  .exceptionally(thrown -> fail(input, thrown, observer));
        }
      }
    } catch (RuntimeException e) {
      fail(input, e, observer);
    }
  }

  private void answer(
      CheckInput input, Decision decision, long started, StreamObserver<CheckAnswer> observer) {
    CheckAnswer answer = CheckResponses.of(decision);
    journal.keep(
        input,
        decision,
        kept -> {
          if (kept) {
            metrics.decided(decision, System.nanoTime() - started);
            observer.onNext(answer);
            observer.onCompleted();
          } else {
            metrics.failed();
            observer.onError(NOT_KEPT.asRuntimeException());
          }
        });
  }

  /** Envoy refuses the request on an error of ours. */
  private Void fail(CheckInput input, Throwable thrown, StreamObserver<CheckAnswer> observer) {
    log.error("check of request {} failed", input.requestId(), thrown);
    metrics.failed();
    observer.onError(Status.INTERNAL.withDescription("check failed").asRuntimeException());
    return null;
  }
}
