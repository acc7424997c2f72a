package dev.sluice.extproc.server;

import dev.sluice.common.tracing.CallTracer;
import dev.sluice.extproc.attempt.AttemptService;
import dev.sluice.extproc.model.ModelTable;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** The external processing service of Envoy: one stream per exchange, and one per attempt of it. */
public final class ExternalProcessorService implements BindableService {
  private static final MethodDescriptor<ProcessingRequestView, EncodedProcessingResponse> PROCESS =
      ExternalProcessorGrpc.getProcessMethod().toBuilder(
              ProcessingRequestView.marshaller(), EncodedProcessingResponse.marshaller())
          .build();

  private final ProcessorRegistry streams;
  private final AttemptService attempts;
  private final CallTracer traces;

  /** Creates a service that knows no models. */
  public ExternalProcessorService(ProcessorRegistry streams) {
    this(streams, new AttemptService(ModelTable::empty, Integer.MAX_VALUE), CallTracer.OFF);
  }

  public ExternalProcessorService(
      ProcessorRegistry streams, AttemptService attempts, CallTracer traces) {
    this.streams = streams;
    this.attempts = attempts;
    this.traces = traces;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerInterceptors.intercept(
        ServerServiceDefinition.builder(ExternalProcessorGrpc.SERVICE_NAME)
            .addMethod(PROCESS, ServerCalls.asyncBidiStreamingCall(this::process))
            .build(),
        attempts);
  }

  private StreamObserver<ProcessingRequestView> process(
      StreamObserver<EncodedProcessingResponse> answers) {
    if (AttemptService.isAttempt()) {
      return attempts.open(answers);
    }
    return streams.open(
        (ServerCallStreamObserver<EncodedProcessingResponse>) answers, traces.startSpan());
  }
}
