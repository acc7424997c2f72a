package dev.sluice.quality.drill.fault;

import dev.sluice.quality.drill.load.DrillCaller;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The faults of clients: too much, too slow, and too many. */
final class ClientDrills {
  private static final int HUGE = 20 << 20;
  private static final int HUGE_COUNT = 8;
  private static final int SLOW_COUNT = 400;
  private static final int STORM = 2_000;
  private static final byte[] START =
      "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private ClientDrills() {}

  /** Sends bodies above the limit at the same time. */
  static void hugeBodies(FaultContext drill) {
    String text = "rain ".repeat(HUGE / 5);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < HUGE_COUNT; i++) {
        threads.execute(() -> drill.load().send(DrillCaller.PLAIN, drill.gateway(), text));
      }
    }
    drill.ended();
  }

  /** Opens connections whose requests never end. */
  static void slowClients(FaultContext drill) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_COUNT; i++) {
        Socket socket = open(drill);
        socket.getOutputStream().write(START);
        sockets.add(socket);
      }
      for (int second = 0; second < 5; second++) {
        for (Socket socket : sockets) {
          OutputStream out = socket.getOutputStream();
          out.write("x-slow: 1\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        drill.hold(1);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    drill.ended();
  }

  /** Opens and closes many connections, with half a request in each. */
  static void connectionStorm(FaultContext drill) throws IOException {
    for (int i = 0; i < STORM; i++) {
      try (Socket socket = open(drill)) {
        socket.getOutputStream().write(START, 0, i % START.length);
      }
    }
    drill.ended();
  }

  private static Socket open(FaultContext drill) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), drill.gateway().getPort());
  }
}
