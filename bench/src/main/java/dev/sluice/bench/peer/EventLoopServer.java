package dev.sluice.bench.peer;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Answers on gRPC's own threads. */
public final class EventLoopServer {
  private EventLoopServer() {}

  /** Serves on a free port, says it, and ends with the process's input. */
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
      // Nothing is ever said to this process.
    }
    server.shutdownNow();
  }
}
