package dev.sluice.bench.xds.node;

import dev.sluice.e2e.process.ProcessFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A fleet in a process of its own. It reads one command per line from {@link RemoteNodeFleet},
 * answers each with one line, and ends with its standard input.
 */
public final class NodeFleetMain {

  private NodeFleetMain() {}

  /** Takes the port, the cluster, the prefix of the nodes' names, and their number. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    try (NodeFleet fleet = new NodeFleet(port, args[1], args[2], Integer.parseInt(args[3]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(fleet, List.of(line.split(" "))));
        System.out.flush();
      }
    }
  }

  private static String answer(NodeFleet fleet, List<String> words) {
    try {
      return "ok " + run(fleet, words);
    } catch (ProcessFailure e) {
      return "failed " + e.getMessage();
    }
  }

  private static String run(NodeFleet fleet, List<String> words) {
    return switch (words.getFirst()) {
      case "connect" -> {
        fleet.connect(Integer.parseInt(words.get(1)), Duration.parse(words.get(2)));
        yield "";
      }
      case "watch" -> {
        List<ResourceRef> resources = words.subList(2, words.size()).stream().map(ResourceRef::parse).toList();
        fleet.watch(SimulatedNodes.Event.valueOf(words.get(1)), resources);
        yield "";
      }
      case "await" -> join(fleet.await(Duration.parse(words.get(1))));
      case "traffic" -> fleet.traffic().line();
      default -> throw new ProcessFailure("unknown command " + words.getFirst());
    };
  }

  private static String join(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }
}
