package dev.sluice.extauthz.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.common.tracing.CallTracer;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.common.wire.EncodedMessageStream;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.journal.DecisionJournal;
import dev.sluice.extauthz.journal.DecisionRecordBuilder;
import dev.sluice.extauthz.request.CheckRequestParser;
import dev.sluice.extauthz.request.CheckRequestView;
import dev.sluice.extauthz.response.CheckResponseEncoder;
import dev.sluice.extauthz.response.EncodedDecisionCache;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import dev.sluice.extauthz.shadow.ShadowPolicy;
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
 * A gRPC service for Envoy's authorization checks. It responds on the event loop. A check that
 * waits for an issuer is completed later on another thread.
 */
final class AuthorizationService implements BindableService {
  private static final MethodDescriptor<CheckRequestView, ByteString> CHECK =
      AuthorizationGrpc.getCheckMethod().toBuilder(
              CheckRequestView.marshaller(), EncodedMessageStream.marshaller())
          .build();
  private static final Logger log = LoggerFactory.getLogger(AuthorizationService.class);

  /** A retryable status: Envoy can ask another server, whose disk may work. */
  private static final Status NOT_STORED =
      Status.UNAVAILABLE.withDescription("the decision could not be written down");

  private final EncodedDecisionCache<EncodedDecision> decisionCache =
      new EncodedDecisionCache<>(EncodedDecision::encode);
  private final Authorizer authorizer;
  private final DecisionJournal journal;
  private final ShadowPolicy shadow;
  private final CheckMetrics metrics;
  private final CallTracer traces;
  private final MessageDetail detail;

  AuthorizationService(
      Authorizer authorizer,
      DecisionJournal journal,
      ShadowPolicy shadow,
      CheckMetrics metrics,
      CallTracer traces,
      MessageDetail detail) {
    this.authorizer = authorizer;
    this.journal = journal;
    this.shadow = shadow;
    this.metrics = metrics;
    this.traces = traces;
    this.detail = detail;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(AuthorizationGrpc.SERVICE_NAME)
        .addMethod(CHECK, ServerCalls.asyncUnaryCall(this::check))
        .build();
  }

  /** Handles one check. */
  void check(CheckRequestView request, StreamObserver<ByteString> observer) {
    long started = System.nanoTime();
    if (observer instanceof ServerCallStreamObserver<ByteString> call) {
      // With a handler set, gRPC drops a response after Envoy's deadline instead of throwing.
      call.setOnCancelHandler(() -> {});
    }
    EnvoyCallMetadata metadata = EnvoyCallMetadata.current();
    CheckInput input =
        CheckRequestParser.parse(request, metadata.routeId(), metadata.clientAddress());
    PendingCheck pending = new PendingCheck(input, traces.startSpan(), started, observer);
    try {
      switch (authorizer.decide(input)) {
        case Authorizer.DecisionResult.Decided(Decision decision) -> respond(pending, decision);
        case Authorizer.DecisionResult.Pending(var later) -> {
          var _ =
              later
                  .thenAccept(decision -> respond(pending, decision))
                  .exceptionally(thrown -> fail(pending, thrown));
        }
      }
    } catch (RuntimeException e) {
      fail(pending, e);
    }
  }

  private void respond(PendingCheck pending, Decision made) {
    Decision decision = shadow.judge(pending.input, made);
    EncodedDecision shared = decisionCache.get(decision);
    ByteString response =
        CheckResponseEncoder.encode(
            decision, shared.metadataFields, detail, pending.input.isGrpc());
    journal.append(
        pending.input,
        decision,
        shared.recordFields,
        stored -> {
          CheckSpan.endWithDecision(pending.span, decision, stored);
          if (stored) {
            metrics.recordDecision(decision, System.nanoTime() - pending.started, pending.span);
            pending.observer.onNext(response);
            pending.observer.onCompleted();
          } else {
            metrics.failed();
            pending.observer.onError(NOT_STORED.asRuntimeException());
          }
        });
  }

  /** Completes the call with an error, on which Envoy rejects the request. */
  private Void fail(PendingCheck pending, Throwable thrown) {
    CheckInput input = pending.input;
    try (var _ = ExchangeLogContext.of(input.correlationId(), pending.span.traceId())) {
      log.error("check of request {} failed", input.requestId(), thrown);
    }
    CheckSpan.endWithFailure(pending.span);
    metrics.failed();
    pending.observer.onError(Status.INTERNAL.withDescription("check failed").asRuntimeException());
    return null;
  }

  /** The encoded fields that equal decisions share, for responses and audit records. */
  private record EncodedDecision(ByteString metadataFields, EncodedDecisionFields recordFields) {
    private static EncodedDecision encode(EncodedDecisionKey key) {
      return new EncodedDecision(
          CheckResponseEncoder.encodeFields(key), DecisionRecordBuilder.encodeFields(key));
    }
  }

  /** A check without a response yet. */
  private record PendingCheck(
      CheckInput input, TraceSpan span, long started, StreamObserver<ByteString> observer) {}
}
