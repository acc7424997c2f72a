package dev.sluice.bench.extproc.peer;

import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A process that answers every message on gRPC's own thread. It says its port and ends with its
 * input.
 */
public final class NoopMain {

  private NoopMain() {}

  public static void main(String[] args) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(new Echo())
            .build()
            .start();
    System.out.println(server.getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is ever said to this process.
    }
    server.shutdownNow();
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
