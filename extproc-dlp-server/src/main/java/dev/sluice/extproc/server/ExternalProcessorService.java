package dev.sluice.extproc.server;

import dev.sluice.common.tracing.Traces;
import dev.sluice.extproc.wire.Answer;
import dev.sluice.extproc.wire.Question;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** Envoy's external processing service: one stream per exchange. */
public final class ExternalProcessorService implements BindableService {
  private static final MethodDescriptor<Question, Answer> PROCESS =
      ExternalProcessorGrpc.getProcessMethod().toBuilder(Question.marshaller(), Answer.marshaller())
          .build();

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
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(ExternalProcessorGrpc.SERVICE_NAME)
        .addMethod(PROCESS, ServerCalls.asyncBidiStreamingCall(this::process))
        .build();
  }

  private StreamObserver<Question> process(StreamObserver<Answer> answers) {
    return streams.open((ServerCallStreamObserver<Answer>) answers, traces.begin());
  }
}
