package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ports of the parts of one environment. */
public record StackPorts(Map<StackPort, Integer> numbers) {

  public StackPorts {
    numbers = Map.copyOf(numbers);
  }

  /** Returns the documented ports. */
  public static StackPorts documented() {
    Map<StackPort, Integer> numbers = new EnumMap<>(StackPort.class);
    for (StackPort port : StackPort.values()) {
      numbers.put(port, port.number());
    }
    return new StackPorts(numbers);
  }

  /** Returns ports that stay reserved until this JVM ends. */
  public static StackPorts findFree() {
    Map<StackPort, Integer> numbers = new EnumMap<>(StackPort.class);
    for (StackPort port : StackPort.values()) {
      numbers.put(port, PortClaims.claim());
    }
    return new StackPorts(numbers);
  }

  /** Returns a port that stays reserved until this JVM ends. */
  public static int findFreePort() {
    return PortClaims.claim();
  }

  /** Returns these ports with one changed. */
  public StackPorts with(StackPort port, int number) {
    Map<StackPort, Integer> others = new EnumMap<>(numbers);
    others.put(port, number);
    return new StackPorts(others);
  }

  public int of(StackPort port) {
    Integer number = numbers.get(port);
    if (number == null) {
      throw new IllegalArgumentException(port.name());
    }
    return number;
  }

  /** Returns the loopback address with a port, as configuration files write it. */
  public String address(StackPort port) {
    return "127.0.0.1:" + of(port);
  }

  public URI http(StackPort port) {
    return URI.create("http://" + address(port));
  }

  /** Fails if a port is in use. The message names every such port. */
  public void requireFree() {
    List<String> taken = new ArrayList<>();
    for (StackPort port : StackPort.values()) {
      if (!PortClaims.isFree(of(port))) {
        taken.add(of(port) + " (" + port.title() + ")");
      }
    }
    if (!taken.isEmpty()) {
      throw new MissingPrerequisiteException(
          "in use by another program: port "
              + String.join(", port ", taken)
              + "; stop what listens there and try again");
    }
  }
}
