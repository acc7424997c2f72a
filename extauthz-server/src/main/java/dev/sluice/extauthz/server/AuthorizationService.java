package dev.sluice.extauthz.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.audit.DecisionOutline;
import dev.sluice.common.telemetry.ExchangeLog;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.common.tracing.Traces;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Likeness;
import dev.sluice.extauthz.decision.Precedents;
import dev.sluice.extauthz.journal.DecisionRecords;
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

  private final Precedents<Common> precedents = new Precedents<>(Common::of);
  private final Authorizer authorizer;
  private final Journal journal;
  private final CheckMetrics metrics;
  private final Traces traces;

  AuthorizationService(
      Authorizer authorizer, Journal journal, CheckMetrics metrics, Traces traces) {
    this.authorizer = authorizer;
    this.journal = journal;
    this.metrics = metrics;
    this.traces = traces;
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
    Question asked = new Question(input, traces.begin(), started, observer);
    try {
      switch (authorizer.decide(input)) {
        case Authorizer.Outcome.Decided(Decision decision) -> answer(asked, decision);
        case Authorizer.Outcome.Waiting(var later) -> {
          var _ =
              later
                  .thenAccept(decision -> answer(asked, decision))
                  .exceptionally(thrown -> fail(asked, thrown));
        }
      }
    } catch (RuntimeException e) {
      fail(asked, e);
    }
  }

  private void answer(Question asked, Decision decision) {
    Common common = precedents.of(decision);
    CheckAnswer answer = CheckResponses.of(decision, common.answer);
    journal.keep(
        asked.input,
        decision,
        common.record,
        kept -> {
          CheckSpan.decided(asked.span, decision, kept);
          if (kept) {
            metrics.decided(decision, System.nanoTime() - asked.started, asked.span);
            asked.observer.onNext(answer);
            asked.observer.onCompleted();
          } else {
            metrics.failed();
            asked.observer.onError(NOT_KEPT.asRuntimeException());
          }
        });
  }

  /** Envoy refuses the request on an error of ours. */
  private Void fail(Question asked, Throwable thrown) {
    CheckInput input = asked.input;
    try (var _ = ExchangeLog.of(input.correlationId(), asked.span.traceId())) {
      log.error("check of request {} failed", input.requestId(), thrown);
    }
    CheckSpan.failed(asked.span);
    metrics.failed();
    asked.observer.onError(Status.INTERNAL.withDescription("check failed").asRuntimeException());
    return null;
  }

  /** What is told of all decisions that are alike, in answers and in records. */
  private record Common(ByteString answer, DecisionOutline record) {
    private static Common of(Likeness decisions) {
      return new Common(CheckResponses.common(decisions), DecisionRecords.outline(decisions));
    }
  }

  /** A check that is to be answered. */
  private record Question(
      CheckInput input, TraceSpan span, long started, StreamObserver<CheckAnswer> observer) {}
}
