package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.AbsentException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which port each part of one environment has. */
public record Ports(Map<Port, Integer> numbers) {

  public Ports {
    numbers = Map.copyOf(numbers);
  }

  /** The documented ports. */
  public static Ports demo() {
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      numbers.put(port, port.number());
    }
    return new Ports(numbers);
  }

  /** Ports that nobody uses, for as long as this JVM lives. */
  public static Ports free() {
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      numbers.put(port, PortClaims.claim());
    }
    return new Ports(numbers);
  }

  /** One more port that nobody uses, for as long as this JVM lives. */
  public static int oneFree() {
    return PortClaims.claim();
  }

  /** The same, but for one port. */
  public Ports with(Port port, int number) {
    Map<Port, Integer> others = new EnumMap<>(numbers);
    others.put(port, number);
    return new Ports(others);
  }

  public int of(Port port) {
    Integer number = numbers.get(port);
    if (number == null) {
      throw new IllegalArgumentException(port.name());
    }
    return number;
  }

  /** The port on the loopback address, as configuration files write it. */
  public String address(Port port) {
    return "127.0.0.1:" + of(port);
  }

  public URI http(Port port) {
    return URI.create("http://" + address(port));
  }

  /** Fails naming every port that something else holds already. */
  public void requireFree() {
    List<String> taken = new ArrayList<>();
    for (Port port : Port.values()) {
      if (!PortClaims.isFree(of(port))) {
        taken.add(of(port) + " (" + port.title() + ")");
      }
    }
    if (!taken.isEmpty()) {
      throw new AbsentException(
          "in use by another program: port "
              + String.join(", port ", taken)
              + "; stop what listens there and try again");
    }
  }
}
