package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.common.config.HostPort;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A policy server that allows everything, with upstreams that return their names. */
final class StubServers extends AuthorizationImplBase implements AutoCloseable {
  private static final Metadata.Key<String> ROUTE =
      Metadata.Key.of("x-sluice-route", Metadata.ASCII_STRING_MARSHALLER);

  final BlockingQueue<CheckRequest> checks = new LinkedBlockingQueue<>();

  /** The routes that Envoy named, one for each check. */
  final BlockingQueue<String> routes = new LinkedBlockingQueue<>();

  final BlockingQueue<Map<String, String>> upstreamHeaders = new LinkedBlockingQueue<>();
  private final Server authorization;
  private final HttpServer blue;
  private final HttpServer green;

  StubServers() throws IOException {
    authorization =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(ServerInterceptors.intercept(this, new Routes()))
            .build()
            .start();
    blue = upstream("blue");
    green = upstream("green");
  }

  HostPort authorization() {
    return new HostPort("127.0.0.1", authorization.getPort());
  }

  int blue() {
    return blue.getAddress().getPort();
  }

  int green() {
    return green.getAddress().getPort();
  }

  @Override
  public void check(CheckRequest request, StreamObserver<CheckResponse> responses) {
    checks.add(request);
    responses.onNext(
        CheckResponse.newBuilder().setOkResponse(OkHttpResponse.getDefaultInstance()).build());
    responses.onCompleted();
  }

  private final class Routes implements ServerInterceptor {
    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
        ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
      routes.add(Objects.toString(headers.get(ROUTE)));
      return next.startCall(call, headers);
    }
  }

  private HttpServer upstream(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange
              .getRequestHeaders()
              .forEach((key, values) -> headers.put(key, String.join(",", values)));
          headers.put(":path", exchange.getRequestURI().toString());
          upstreamHeaders.add(headers);
          byte[] body = name.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Returns when no connection is left on which a check could still be answered. */
  void stopAuthorization() throws InterruptedException {
    assertTrue(authorization.shutdownNow().awaitTermination(10, TimeUnit.SECONDS));
  }

  void stopBlue() {
    blue.stop(0);
  }

  static Optional<String> header(CheckRequest check, String name) {
    return Optional.ofNullable(
        check.getAttributes().getRequest().getHttp().getHeadersMap().get(name));
  }

  @Override
  public void close() {
    authorization.shutdownNow();
    blue.stop(0);
    green.stop(0);
  }
}
