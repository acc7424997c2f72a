package dev.sluice.extproc.server;

import dev.sluice.common.tracing.CallTracer;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** The external processing service of Envoy: one stream per exchange. */
public final class ExternalProcessorService implements BindableService {
  private static final MethodDescriptor<ProcessingRequestView, EncodedProcessingResponse> PROCESS =
      ExternalProcessorGrpc.getProcessMethod().toBuilder(
              ProcessingRequestView.marshaller(), EncodedProcessingResponse.marshaller())
          .build();

  private final ProcessorRegistry streams;
  private final CallTracer traces;

  public ExternalProcessorService(ProcessorRegistry streams) {
    this(streams, CallTracer.OFF);
  }

  public ExternalProcessorService(ProcessorRegistry streams, CallTracer traces) {
    this.streams = streams;
    this.traces = traces;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(ExternalProcessorGrpc.SERVICE_NAME)
        .addMethod(PROCESS, ServerCalls.asyncBidiStreamingCall(this::process))
        .build();
  }

  private StreamObserver<ProcessingRequestView> process(
      StreamObserver<EncodedProcessingResponse> answers) {
    return streams.open(
        (ServerCallStreamObserver<EncodedProcessingResponse>) answers, traces.startSpan());
  }
}
