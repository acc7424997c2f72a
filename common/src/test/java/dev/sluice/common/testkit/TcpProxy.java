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
 * A proxy between clients and a local server that can delay responses and disturb single
 * connections.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final int target;
  private final ServerSocket socket;
  private final List<ProxiedLink> links = new CopyOnWriteArrayList<>();
  private volatile Duration delay = Duration.ZERO;

  /**
   * Starts a proxy.
   *
   * @param target the port of the server
   */
  public TcpProxy(int target) {
    this(InetAddress.getLoopbackAddress(), target);
  }

  /** Starts a proxy on another address of this machine. */
  public TcpProxy(InetAddress address, int target) {
    this.target = target;
    try {
      this.socket = new ServerSocket(0, BACKLOG, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("tcp-proxy").start(this::run);
  }

  /** Returns the port for clients. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Delays every piece of a response from now on. */
  public void delay(Duration later) {
    delay = later;
  }

  /** Returns the open connections whose client sent this text first. */
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

  /** Connects to the server; empty if it is unavailable, which the client then notices. */
  private Optional<ProxiedLink> connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      return Optional.of(ProxiedLink.start(client, server, () -> delay));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
