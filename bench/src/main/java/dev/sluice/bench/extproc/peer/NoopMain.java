package dev.sluice.bench.extproc.peer;

import dev.sluice.bench.peer.EventLoopServer;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A process that lets every message pass as it is. */
public final class NoopMain {

  private NoopMain() {}

  public static void main(String[] args) throws IOException {
    EventLoopServer.run(new Echo());
  }

  private static final class Echo extends ExternalProcessorImplBase {
    @Override
    public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ProcessingRequest message) {
          answers.onNext(NoopAnswers.to(message));
        }

        @Override
        public void onError(Throwable error) {
          // Envoy cancels streams that it needs no more.
        }

        @Override
        public void onCompleted() {
          answers.onCompleted();
        }
      };
    }
  }
}
