package dev.sluice.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between clients and a server of this machine and passes on what they say, or makes
 * trouble: answers that come late, and what single links can do.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final int target;
  private final ServerSocket socket;
  private final List<ProxiedLink> links = new CopyOnWriteArrayList<>();
  private volatile Duration delay = Duration.ZERO;

  /**
   * @param target the port of the server
   */
  public TcpProxy(int target) {
    this.target = target;
    try {
      this.socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("tcp-proxy").start(this::run);
  }

  /** Where clients find it. */
  public int port() {
    return socket.getLocalPort();
  }

  /** From now on every piece of an answer comes so much later. */
  public void delay(Duration later) {
    delay = later;
  }

  /** The open links whose client has said this in its first words. */
  public List<ProxiedLink> links(String said) {
    return links.stream().filter(link -> link.open() && link.said(said)).toList();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(ProxiedLink::cut);
  }

  private void run() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        connect(client).ifPresentOrElse(links::add, () -> ProxiedLink.close(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Nothing when the server is away, which is for the client to see. */
  private Optional<ProxiedLink> connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      return Optional.of(ProxiedLink.start(client, server, () -> delay));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
