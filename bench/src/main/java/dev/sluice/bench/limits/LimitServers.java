package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.process.CpuPinning;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.process.RedisProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An extauthz-server of each variant on the first processor. Redis and the bench run on the second.
 * Except where there is one limit, each check is counted three times. No limit is ever reached.
 */
final class LimitServers implements AutoCloseable {
  private static final int SERVER_PROCESSOR = 0;
  private static final int BENCH_PROCESSOR = 1;
  private static final String LIMIT =
      """
        limits:
          - {id: user, key: [user], requests-per-unit: 900000, unit: second}
      """;
  private static final String TWO_MORE =
      """
          - {id: address, key: [ip], requests-per-unit: 900000, unit: second}
          - {id: route, key: [tenant, route], requests-per-unit: 900000, unit: second}
      """;

  private final CpuPinning pinning = new CpuPinning();
  private final ProcessUsage bench = ProcessUsage.ofThisProcess();
  private final BenchIssuer issuer = new BenchIssuer(IssuerAlgorithm.RS256);
  private final Map<LimitVariant, SluiceServer> running = new EnumMap<>(LimitVariant.class);
  private final ProcessGroup group;
  private final RedisProcess redis;

  private LimitServers(ProcessGroup group) {
    this.group = group;
    this.redis = new RedisProcess(group.home().resolve("redis"), StackPorts.findFreePort());
    group.write(BenchPolicyFile.keyFile(issuer), issuer.keySet());
    String policy = BenchPolicyFile.of(List.of(issuer), "prod", BenchPolicyFile::keyFileSetting);
    group.write("policy-none.yaml", policy);
    group.write("policy-limit.yaml", policy + LIMIT);
    group.write("policy-limits.yaml", policy + LIMIT + TWO_MORE);
  }

  static LimitServers start(BenchReport report) throws IOException {
    var servers = new LimitServers(new ProcessGroup("limits", report::progress));
    try {
      servers.redis.start();
      servers.start(LimitVariant.NONE, "policy-none.yaml");
      servers.start(LimitVariant.ONE, "policy-limit.yaml");
      servers.start(LimitVariant.PROCESS, "policy-limits.yaml");
      servers.start(LimitVariant.REDIS, "policy-limits.yaml");
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
    servers.pinning.pin(servers.bench.pid(), BENCH_PROCESSOR);
    return servers;
  }

  private void start(LimitVariant variant, String policy) {
    running.put(
        variant,
        SluiceServer.start(
            group,
            ServerKind.EXTAUTHZ,
            variant.name().toLowerCase(Locale.ROOT),
            LimitSettings.of(variant, group.home().resolve(policy), redis),
            List.of(),
            command -> pinning.pinned(SERVER_PROCESSOR, command)));
  }

  SluiceServer server(LimitVariant variant) {
    return Objects.requireNonNull(running.get(variant));
  }

  BenchIssuer issuer() {
    return issuer;
  }

  /** Moves a server to all processors, or back to its own. */
  void useAllProcessors(LimitVariant variant, boolean all) {
    long pid = server(variant).process().pid();
    if (all) {
      pinning.unpin(pid);
    } else {
      pinning.pin(pid, SERVER_PROCESSOR);
    }
  }

  CpuMeter meter(LimitVariant variant) {
    return () -> new CpuUsage(server(variant).usage().cpuMillis(), 0, bench.cpuMillis());
  }

  ProcessGroup group() {
    return group;
  }

  @Override
  public void close() {
    pinning.unpin(bench.pid());
    group.close();
    redis.close();
  }
}
