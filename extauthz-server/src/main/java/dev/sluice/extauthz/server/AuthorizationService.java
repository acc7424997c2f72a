package dev.sluice.extauthz.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.common.tracing.CallTracer;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.journal.DecisionJournal;
import dev.sluice.extauthz.journal.DecisionRecordBuilder;
import dev.sluice.extauthz.request.CheckRequestParser;
import dev.sluice.extauthz.request.CheckRequestView;
import dev.sluice.extauthz.response.CheckResponseEncoder;
import dev.sluice.extauthz.response.EncodedCheckResponse;
import dev.sluice.extauthz.response.EncodedDecisionCache;
import dev.sluice.extauthz.response.EncodedDecisionKey;
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
  private static final MethodDescriptor<CheckRequestView, EncodedCheckResponse> CHECK =
      AuthorizationGrpc.getCheckMethod().toBuilder(
              CheckRequestView.marshaller(), EncodedCheckResponse.marshaller())
          .build();
  private static final Logger log = LoggerFactory.getLogger(AuthorizationService.class);

  /** Envoy asks another server, whose disk may be well. */
  private static final Status NOT_KEPT =
      Status.UNAVAILABLE.withDescription("the decision could not be written down");

  private final EncodedDecisionCache<EncodedDecision> decisionCache =
      new EncodedDecisionCache<>(EncodedDecision::encode);
  private final Authorizer authorizer;
  private final DecisionJournal journal;
  private final CheckMetrics metrics;
  private final CallTracer traces;

  AuthorizationService(
      Authorizer authorizer, DecisionJournal journal, CheckMetrics metrics, CallTracer traces) {
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
  void check(CheckRequestView question, StreamObserver<EncodedCheckResponse> observer) {
    long started = System.nanoTime();
    if (observer instanceof ServerCallStreamObserver<EncodedCheckResponse> call) {
      // With a handler set, an answer after Envoy's own deadline is dropped instead of thrown.
      call.setOnCancelHandler(() -> {});
    }
    EnvoyCallMetadata tells = EnvoyCallMetadata.current();
    CheckInput input = CheckRequestParser.parse(question, tells.routeId(), tells.clientAddress());
    PendingCheck asked = new PendingCheck(input, traces.startSpan(), started, observer);
    try {
      switch (authorizer.decide(input)) {
        case Authorizer.DecisionResult.Decided(Decision decision) -> answer(asked, decision);
        case Authorizer.DecisionResult.Pending(var later) -> {
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

  private void answer(PendingCheck asked, Decision decision) {
    EncodedDecision common = decisionCache.get(decision);
    EncodedCheckResponse answer = CheckResponseEncoder.encode(decision, common.metadataFields);
    journal.append(
        asked.input,
        decision,
        common.recordFields,
        kept -> {
          CheckSpan.endWithDecision(asked.span, decision, kept);
          if (kept) {
            metrics.recordDecision(decision, System.nanoTime() - asked.started, asked.span);
            asked.observer.onNext(answer);
            asked.observer.onCompleted();
          } else {
            metrics.failed();
            asked.observer.onError(NOT_KEPT.asRuntimeException());
          }
        });
  }

  /** Envoy refuses the request on an error of ours. */
  private Void fail(PendingCheck asked, Throwable thrown) {
    CheckInput input = asked.input;
    try (var _ = ExchangeLogContext.of(input.correlationId(), asked.span.traceId())) {
      log.error("check of request {} failed", input.requestId(), thrown);
    }
    CheckSpan.endWithFailure(asked.span);
    metrics.failed();
    asked.observer.onError(Status.INTERNAL.withDescription("check failed").asRuntimeException());
    return null;
  }

  /** What is told of all decisions that are alike, in answers and in records. */
  private record EncodedDecision(ByteString metadataFields, EncodedDecisionFields recordFields) {
    private static EncodedDecision encode(EncodedDecisionKey decisions) {
      return new EncodedDecision(
          CheckResponseEncoder.encodeFields(decisions),
          DecisionRecordBuilder.encodeFields(decisions));
    }
  }

  /** A check that is to be answered. */
  private record PendingCheck(
      CheckInput input,
      TraceSpan span,
      long started,
      StreamObserver<EncodedCheckResponse> observer) {}
}
