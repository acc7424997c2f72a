package dev.sluice.controller.server;

import com.google.protobuf.StringValue;
import dev.sluice.controller.testkit.Postgres;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A gRPC server with one method, which returns the server's name. */
final class GrpcUpstream implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;
  private static final MethodDescriptor<StringValue, StringValue> WHO =
      MethodDescriptor.<StringValue, StringValue>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("lab.Names/Who")
          .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .build();

  private final Server server;

  GrpcUpstream(String name) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder("lab.Names")
                    .addMethod(
                        WHO,
                        ServerCalls.asyncUnaryCall((_, responses) -> {
                          responses.onNext(StringValue.of(name));
                          responses.onCompleted();
                        }))
                    .build())
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** Returns the name of the server that answers on that channel. */
  static String ask(Channel channel) {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, WHO, options, StringValue.getDefaultInstance())
        .getValue();
  }

  /**
   * Publishes a product at {@code orders.example} that routes all calls to blue, with green as a
   * second backend.
   */
  static void publish(Postgres postgres, GrpcUpstream blue, GrpcUpstream green) {
    postgres.execute(
        """
        insert into api_services (tenant_id, name) select id, 'orders' from tenants;
        insert into backends (api_service_id, name, scheme)
          select id, unnest(array['blue', 'green']), 'grpc' from api_services where name = 'orders';
        insert into backend_endpoints (backend_id, host, port)
          select id, '127.0.0.1', case name when 'blue' then %d else %d end
          from backends where scheme = 'grpc';
        insert into routes (api_service_id, name, path_kind, path, methods)
          select id, 'names', 'prefix', '/lab.Names/', array['POST']
          from api_services where name = 'orders';
        insert into route_backends (route_id, backend_id, api_service_id, weight)
          select r.id, b.id, b.api_service_id, case b.name when 'blue' then 100 else 0 end
          from routes r join backends b using (api_service_id) where r.name = 'names';
        insert into policies (tenant_id, scope, api_service_id, kind, name, spec)
          select tenant_id, 'service', id, 'dlp', 'not inspected', '{"inspection": "off"}'
          from api_services where name = 'orders';
        insert into products (tenant_id, name, slug, version, status)
          select id, 'Orders', 'orders', '1', 'active' from tenants;
        begin;
        insert into product_publishes (product_id, provider_tenant_id, gateway_id, cluster_id,
            environment, auth_mode, hostname, visibility, status, published_at)
          select p.id, p.tenant_id, g.id, c.id, 'dev', 'none', 'orders.example', 'public',
            'PUBLISHED', now() from products p, gateways g, clusters c where p.slug = 'orders';
        insert into publish_services (publish_id, api_service_id)
          select p.id, s.id from product_publishes p, api_services s
          where p.auth_mode = 'none' and s.name = 'orders';
        insert into publish_hostnames (publish_id, host)
          select id, 'orders.example' from product_publishes where auth_mode = 'none';
        commit;
        """
            .formatted(blue.port(), green.port()));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
