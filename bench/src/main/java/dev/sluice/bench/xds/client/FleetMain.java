package dev.sluice.bench.xds.client;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A fleet in a process of its own: reads one command a line, answers each with one line, and ends
 * with its input. {@link RemoteFleet} speaks to it.
 */
public final class FleetMain {

  private FleetMain() {}

  /** Arguments: port, cluster, prefix of the nodes' names, how many. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    try (Fleet fleet = new Fleet(port, args[1], args[2], Integer.parseInt(args[3]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(fleet, List.of(line.split(" "))));
        System.out.flush();
      }
    }
  }

  private static String answer(Fleet fleet, List<String> words) {
    try {
      return "ok " + run(fleet, words);
    } catch (ProcessFailedException e) {
      return "failed " + e.getMessage();
    }
  }

  private static String run(Fleet fleet, List<String> words) {
    return switch (words.getFirst()) {
      case "connect" -> {
        fleet.connect(Integer.parseInt(words.get(1)), Duration.parse(words.get(2)));
        yield "";
      }
      case "watch" -> {
        List<Named> resources = words.subList(2, words.size()).stream().map(Named::parse).toList();
        fleet.watch(Event.valueOf(words.get(1)), resources);
        yield "";
      }
      case "await" -> join(fleet.await(Duration.parse(words.get(1))));
      case "traffic" -> traffic(fleet.traffic());
      default -> throw new ProcessFailedException("unknown command " + words.getFirst());
    };
  }

  private static String traffic(Traffic sum) {
    return join(
        sum.responses(),
        sum.bytesDown(),
        sum.requests(),
        sum.bytesUp(),
        sum.resources(),
        sum.repeated(),
        sum.removed(),
        sum.streams());
  }

  private static String join(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }
}
