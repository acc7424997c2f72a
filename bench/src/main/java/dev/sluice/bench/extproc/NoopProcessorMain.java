package dev.sluice.bench.extproc;

import dev.sluice.bench.process.EventLoopServer;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A server that returns every message unchanged. */
public final class NoopProcessorMain {

  private NoopProcessorMain() {}

  public static void main(String[] args) throws IOException {
    EventLoopServer.run(new Echo());
  }

  private static final class Echo extends ExternalProcessorImplBase {
    @Override
    public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ProcessingRequest message) {
          answers.onNext(NoopProcessorResponses.to(message));
        }

        @Override
        public void onError(Throwable error) {
          // Envoy cancels streams that it does not need any more.
        }

        @Override
        public void onCompleted() {
          answers.onCompleted();
        }
      };
    }
  }
}
