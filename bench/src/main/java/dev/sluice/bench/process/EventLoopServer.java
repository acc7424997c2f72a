package dev.sluice.bench.process;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A gRPC server that handles calls on the threads of its event loop. */
public final class EventLoopServer {
  private EventLoopServer() {}

  /** Serves on a free port, prints it, and returns when standard input ends. */
  public static void run(BindableService service) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(service)
            .build()
            .start();
    System.out.println(server.getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Only the end of the input matters.
    }
    server.shutdownNow();
  }
}
