package dev.sluice.bench.extproc;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.peer.BenchEnvoy;
import dev.sluice.bench.peer.MeasuredServer;
import dev.sluice.bench.peer.ServerVariant;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An Envoy and the servers that it calls, each in its own process.
 *
 * @param sluice the server of the variant SLUICE
 */
record ExtProcServers(ProcessGroup group, SluiceServer sluice, BenchEnvoy envoy)
    implements AutoCloseable {
  private static final TextTemplate UPSTREAM =
      new TextTemplate(ExtProcServers.class, "upstream.yaml");
  private static final TextTemplate EXT_PROC =
      new TextTemplate(ExtProcServers.class, "ext_proc.yaml");
  private static final TextTemplate ACCESS_LOG =
      new TextTemplate(ExtProcServers.class, "access_log.yaml");
  private static final Duration RECORDS_LIMIT = Duration.ofSeconds(10);

  /**
   * Starts everything.
   *
   * @param upstream the port behind Envoy
   * @param audit true if Sluice receives the access log
   */
  static ExtProcServers start(
      BenchReport report, int upstream, boolean peers, boolean audit, List<String> java)
      throws IOException {
    var group = new ProcessGroup("extproc", report::progress);
    try {
      SluiceServer sluice = startSluice(group, java);
      Map<ServerVariant, MeasuredServer> servers =
          MeasuredServer.startAll(
              report,
              peers ? List.of(ServerVariant.GO, ServerVariant.JAVA) : List.of(),
              variant ->
                  MeasuredServer.peer(
                      group,
                      variant,
                      variant == ServerVariant.GO
                          ? MeasuredServer.goCommand(group, "noop")
                          : MeasuredServer.javaCommand()));
      servers.put(ServerVariant.SLUICE, MeasuredServer.of(sluice));
      var envoy =
          new BenchEnvoy(
              group,
              servers,
              List.of(ServerVariant.PLAIN),
              UPSTREAM.fill(Map.of("port", upstream)),
              variant -> listener(variant, audit),
              UnaryOperator.identity());
      return new ExtProcServers(group, sluice, envoy);
    } catch (RuntimeException e) {
      group.closeParts();
      throw e;
    }
  }

  /** Waits for the audit records of all exchanges and returns their number. */
  long awaitRecords(long exchanges) {
    ConditionWait.becomesTrue(RECORDS_LIMIT, () -> records() >= exchanges);
    return (long) records();
  }

  private double records() {
    return sluice.metrics().metric("accesslog_entries_total", "kind=\"recorded\"");
  }

  @Override
  public void close() {
    group.close();
  }

  private static SluiceServer startSluice(ProcessGroup group, List<String> java) {
    return SluiceServer.start(
        group,
        ServerKind.EXTPROC,
        "extproc-dlp-server",
        Map.of(
            "policies", RepositoryRoot.find().policies(), "spool", group.home().resolve("spool")),
        java,
        UnaryOperator.identity());
  }

  private static BenchEnvoy.ListenerParts listener(ServerVariant variant, boolean audit) {
    Map<String, String> cluster = Map.of("cluster", variant.id());
    return new BenchEnvoy.ListenerParts(
        "route: {cluster: upstream, timeout: 0s}",
        variant == ServerVariant.SLUICE && audit ? ACCESS_LOG.fill(cluster).strip() : "",
        variant.isServer() ? EXT_PROC.fill(cluster) : "");
  }
}
