package dev.sluice.common.server;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.OptionalPolicyWatcher;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyWatcher;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.tracing.CallTracer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts that every server has, in the order of their dependencies.
 *
 * @param parts the list of all parts of the server, to which further parts are added
 * @param readiness the state of the components that make the server ready
 * @param metrics the registry behind {@code /metrics}
 * @param traces the tracer of calls, {@link CallTracer#OFF} without a collector
 * @param ops the running ops server
 */
public record CommonParts(
    ServerParts parts,
    Readiness readiness,
    PrometheusMeterRegistry metrics,
    CallTracer traces,
    OpsServer ops) {

  /**
   * Starts the common parts of the server {@code name}.
   *
   * @param components the readiness components that are registered before the ops server starts, so
   *     that it never reports a state without them
   * @throws dev.sluice.common.lifecycle.MissingDependencyException if the ops port is in use
   */
  public static CommonParts start(
      String name,
      HostPort ops,
      Optional<OtlpCollectorConfig> traces,
      List<String> components,
      ServerParts parts) {
    Readiness readiness = new Readiness();
    components.forEach(readiness::component);
    PrometheusMeterRegistry metrics = Telemetry.registry(name, traces.isPresent());
    OpsServer server = parts.add("ops", new OpsServer(ops, readiness, metrics));
    CallTracer tracer = CallTracer.open(traces, name, parts, metrics);
    return new CommonParts(parts, readiness, metrics, tracer, server);
  }

  /** Adds a part that will be closed with the server, and returns it. */
  public <T extends AutoCloseable> T add(String name, T part) {
    return parts.add(name, part);
  }

  /**
   * Loads a policy, which must be valid, and watches it as a part of the server.
   *
   * @param name the name of the part and of its state in {@code /readyz}
   * @param beforeActivation receives each version before it is active
   */
  public <T> PolicyWatcher<T> watch(
      String name,
      Path place,
      PolicyFile<T> loader,
      Duration every,
      Consumer<? super T> beforeActivation) {
    return add(
        name,
        new PolicyWatcher<>(
            place, loader, every, metrics, readiness.component(name), beforeActivation));
  }

  /**
   * Watches a policy that may be absent as a part of the server.
   *
   * @param name the name of the part, of its state, and of the policy in logs and metrics
   * @param changed receives the policy in force whenever it changes
   */
  public <T> OptionalPolicyWatcher<T> watchOptional(
      String name,
      Path place,
      PolicyFile<T> loader,
      Duration every,
      Consumer<Optional<T>> changed) {
    return add(
        name,
        new OptionalPolicyWatcher<>(
            name, place, loader, every, metrics, readiness.component(name), changed));
  }
}
