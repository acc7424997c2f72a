package dev.sluice.common.dependency;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** A probe of whether an address accepts a TCP connection. It sends nothing. */
public final class AddressProbe {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private AddressProbe() {}

  /** Probes the address that {@code key} names. */
  public static void probe(String key, HostPort address, DependencyReport report) {
    try (Socket socket = new Socket()) {
      socket.connect(address.socketAddress(), Math.toIntExact(LIMIT.toMillis()));
      report.found(key, address.toString());
    } catch (UnknownHostException e) {
      report.absent(key, address + " cannot be reached: the host name is unknown");
    } catch (IOException e) {
      report.absent(key, address + " cannot be reached: " + e.getMessage());
    }
  }
}
