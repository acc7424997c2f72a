package dev.sluice.extproc.server;

import dev.sluice.common.tracing.Traces;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Envoy's external processing service: one stream per exchange. */
public final class ExternalProcessorService extends ExternalProcessorImplBase {
  private final ProcessorRegistry streams;
  private final Traces traces;

  public ExternalProcessorService(ProcessorRegistry streams) {
    this(streams, Traces.OFF);
  }

  public ExternalProcessorService(ProcessorRegistry streams, Traces traces) {
    this.streams = streams;
    this.traces = traces;
  }

  @Override
  public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> answers) {
    return streams.open((ServerCallStreamObserver<ProcessingResponse>) answers, traces.begin());
  }
}
