package dev.sluice.e2e.stack;

import dev.sluice.common.config.HostPort;
import dev.sluice.e2e.process.AotCache;
import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one environment: its folders, ports, and options.
 *
 * @param home the folder of data, configuration files and pid files
 * @param policies the folder of the policy files
 * @param keys the folder of the audit chain's key pair, which the servers of one environment share
 * @param javaOptions JVM options of single servers, in addition to the defaults
 * @param runIn the time limit of the warm-up of policy servers; empty for the demo's
 * @param collector the collector of spans and decisions; with it, the servers log as in production
 */
public record StackSettings(
    RepositoryRoot root,
    Path policies,
    Path home,
    Path keys,
    Path logs,
    Path envoy,
    Path databaseBinaries,
    StackPorts ports,
    Map<ServerKind, List<String>> javaOptions,
    Optional<Duration> runIn,
    Optional<HostPort> collector) {
  private static final Path SYSTEM_AUTHORITIES = Path.of("/etc/ssl/certs/ca-certificates.crt");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  public StackSettings {
    javaOptions = Map.copyOf(javaOptions);
  }

  public static StackSettings of(Path home, Path logs, StackPorts ports) {
    Map<String, String> environment = System.getenv();
    RepositoryRoot root = RepositoryRoot.find();
    return new StackSettings(
        root,
        root.policies(),
        home.toAbsolutePath().normalize(),
        home.toAbsolutePath().normalize(),
        logs.toAbsolutePath().normalize(),
        EnvoyBinary.find(environment),
        DownloadCache.folder(environment).resolve("postgres"),
        ports,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns these settings with other JVM options. */
  public StackSettings withJavaOptions(Map<ServerKind, List<String>> options) {
    return new StackSettings(
        root,
        policies,
        home,
        keys,
        logs,
        envoy,
        databaseBinaries,
        ports,
        options,
        runIn,
        collector);
  }

  /** Returns these settings with another folder of policy files. */
  public StackSettings withPolicies(Path folder) {
    return new StackSettings(
        root,
        folder,
        home,
        keys,
        logs,
        envoy,
        databaseBinaries,
        ports,
        javaOptions,
        runIn,
        collector);
  }

  /** Returns these settings with another time limit of the warm-up of policy servers. */
  public StackSettings withRunIn(Duration longest) {
    return new StackSettings(
        root,
        policies,
        home,
        keys,
        logs,
        envoy,
        databaseBinaries,
        ports,
        javaOptions,
        Optional.of(longest),
        collector);
  }

  /** Returns these settings with a collector. */
  public StackSettings withCollector(int port) {
    return new StackSettings(
        root,
        policies,
        home,
        keys,
        logs,
        envoy,
        databaseBinaries,
        ports,
        javaOptions,
        runIn,
        Optional.of(new HostPort("127.0.0.1", port)));
  }

  /** Returns the settings of an additional part, with its own folder and ports. */
  StackSettings forAdditional(String name, StackPorts others) {
    return new StackSettings(
        root,
        policies,
        home.resolve(name),
        keys,
        logs,
        envoy,
        databaseBinaries,
        others,
        javaOptions,
        runIn,
        collector);
  }

  /**
   * Returns the command line of a server. It uses the AOT cache of an earlier run if there is one.
   */
  public List<String> command(ServerKind kind, Path config, String... more) {
    List<String> options = new ArrayList<>(AotCache.of(root, kind).useOptions());
    options.addAll(javaOptions.getOrDefault(kind, List.of()));
    options.addAll(List.of(more));
    return JavaCommand.of(root, kind, options, config);
  }

  /** Returns the database of these settings, which is not started. */
  public EmbeddedDatabase database() {
    return new EmbeddedDatabase(
        databaseBinaries, home.resolve("postgres"), log("postgres"), ports.of(StackPort.DATABASE));
  }

  public Path config(String name) {
    return home.resolve("config").resolve(name + ".yaml");
  }

  public Path log(String name) {
    return logs.resolve(name + ".log");
  }

  public Path pidFolder() {
    return home.resolve("run");
  }

  public Path stateFolder(String name) {
    return home.resolve("state").resolve(name);
  }

  /** Returns the folder of the shadow policies of a server; it is absent at first. */
  public Path shadowFolder(String name) {
    return stateFolder(name).resolve("shadow");
  }

  /** Returns the folder of certificates, for listeners and for backends. */
  public Path secretsFolder() {
    return home.resolve("secrets");
  }

  /** Returns the folder of the bearer tokens for single backends. */
  public Path bearerTokenFolder() {
    return home.resolve("bearers");
  }

  /**
   * Returns the file of the certificate authorities of TLS backends; at first, those of this
   * machine.
   */
  public Path upstreamAuthorities() {
    return home.resolve("upstream-ca.crt");
  }

  /** Returns the private key that signs checkpoints of the audit chain. */
  public Path chainKey() {
    return keys.resolve("audit-chain.key");
  }

  /** Returns the public key that an auditor uses. */
  public Path chainPublicKey() {
    return keys.resolve("audit-chain.pub");
  }

  void prepareSecrets() {
    try {
      Files.createDirectories(secretsFolder());
      Files.createDirectories(bearerTokenFolder());
      ChainKeyFiles.create(chainKey(), chainPublicKey());
      if (Files.exists(SYSTEM_AUTHORITIES) && !Files.exists(upstreamAuthorities())) {
        Files.copy(SYSTEM_AUTHORITIES, upstreamAuthorities());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ManagedProcess process(String name, List<String> command, URI ready) {
    return process(name, command, ready, Map.of());
  }

  ManagedProcess process(
      String name, List<String> command, URI ready, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SLUICE_LOG_FORMAT", collector.isPresent() ? "ecs" : "text");
    return new ManagedProcess(
        new ProcessSpec(
            name,
            command,
            all,
            home,
            log(name),
            pidFolder().resolve(name + ".pid"),
            ready,
            START_LIMIT));
  }

  void write(String name, String text) {
    Path file = config(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
