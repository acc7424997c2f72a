package dev.sluice.e2e.telemetry;

import dev.sluice.e2e.client.GatewayClient;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape of the metrics of a server. */
record MetricsScrape(String text) {
  private static final Pattern SAMPLE = Pattern.compile("^(?<name>[a-zA-Z_:][\\w:]*)[ {]");

  static MetricsScrape of(URI ops) {
    return new MetricsScrape(new GatewayClient(ops).get("/metrics").body());
  }

  /** Reads the metrics of an Envoy from its admin port. */
  static MetricsScrape ofEnvoy(URI admin) {
    return new MetricsScrape(new GatewayClient(admin).get("/stats/prometheus").body());
  }

  /** Returns the names of all samples. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    text.lines()
        .forEach(line -> {
          Matcher sample = SAMPLE.matcher(line);
          if (sample.find()) {
            names.add(sample.group("name"));
          }
        });
    return names;
  }

  /** Returns the sum of the samples of a name with all these labels. */
  double value(String name, String... labels) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Set.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
