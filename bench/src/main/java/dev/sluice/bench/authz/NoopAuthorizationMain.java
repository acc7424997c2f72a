package dev.sluice.bench.authz;

import com.google.rpc.Status;
import dev.sluice.bench.process.EventLoopServer;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A server that allows every request. */
public final class NoopAuthorizationMain {
  private static final CheckResponse PASS =
      CheckResponse.newBuilder()
          .setStatus(Status.getDefaultInstance())
          .setOkResponse(OkHttpResponse.getDefaultInstance())
          .build();

  private NoopAuthorizationMain() {}

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
