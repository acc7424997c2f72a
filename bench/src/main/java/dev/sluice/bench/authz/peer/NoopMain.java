package dev.sluice.bench.authz.peer;

import com.google.rpc.Status;
import dev.sluice.bench.peer.EventLoopServer;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A process that lets every request pass. */
public final class NoopMain {
  private static final CheckResponse PASS =
      CheckResponse.newBuilder()
          .setStatus(Status.getDefaultInstance())
          .setOkResponse(OkHttpResponse.getDefaultInstance())
          .build();

  private NoopMain() {}

  public static void main(String[] args) throws IOException {
    EventLoopServer.run(
        new AuthorizationImplBase() {
          @Override
          public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
            observer.onNext(PASS);
            observer.onCompleted();
          }
        });
  }
}
