package dev.sluice.e2e.traffic.edge;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A gRPC server with the health service, and a service that echoes texts or never answers. */
final class GrpcEcho implements AutoCloseable {
  static final MethodDescriptor<String, String> SAY = method(MethodType.UNARY, "Say");
  static final MethodDescriptor<String, String> TALK = method(MethodType.BIDI_STREAMING, "Talk");
  static final MethodDescriptor<String, String> HANG = method(MethodType.UNARY, "Hang");

  private static final String SERVICE = "edge.Echo";

  private final HealthStatusManager health = new HealthStatusManager();
  private final Server server;

  GrpcEcho() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(health.getHealthService())
              .addService(
                  ServerServiceDefinition.builder(SERVICE)
                      .addMethod(SAY, ServerCalls.asyncUnaryCall(GrpcEcho::say))
                      .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(GrpcEcho::talk))
                      .addMethod(HANG, ServerCalls.asyncUnaryCall((text, caller) -> {}))
                      .build())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      boolean _ = server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String text, StreamObserver<String> caller) {
    caller.onNext("echo " + text);
    caller.onCompleted();
  }

  private static StreamObserver<String> talk(StreamObserver<String> caller) {
    return new StreamObserver<>() {
      @Override
      public void onNext(String text) {
        caller.onNext("echo " + text);
      }

      @Override
      public void onError(Throwable failure) {
        // The caller left.
      }

      @Override
      public void onCompleted() {
        caller.onCompleted();
      }
    };
  }

  private static MethodDescriptor<String, String> method(MethodType type, String name) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  /** A message format of plain texts. */
  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
