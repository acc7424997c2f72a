package dev.sluice.quality.drill.stack;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.process.SmallDisk;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import dev.sluice.e2e.stub.StubUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The whole product, in a temporary folder, with everything that a fault can change. */
public final class FaultStack implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int DISK_MIB = 24;
  private static final List<StackPort> PROXIED =
      List.of(
          StackPort.EXTAUTHZ,
          StackPort.EXTPROC,
          StackPort.XDS,
          StackPort.DATABASE,
          StackPort.ISSUER);

  private final SluiceStack sluice;
  private final PolicyFiles policies;
  private final Map<StackPort, FaultProxy> proxies = new EnumMap<>(StackPort.class);
  private final Map<DiskRole, SmallDisk> disks = new EnumMap<>(DiskRole.class);
  private final Map<String, String> configs = new HashMap<>();

  private FaultStack(SluiceStack sluice, PolicyFiles policies) {
    this.sluice = sluice;
    this.policies = policies;
  }

  /** Starts the product in a new folder, which has the logs. */
  public static FaultStack start(Path home) {
    StackSettings shipped = StackSettings.of(home, home.resolve("logs"), StackPorts.findFree());
    PolicyFiles policies = PolicyFiles.copy(shipped.policies(), home.resolve("policies"));
    Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      options.put(kind, List.of("-XX:TieredStopAtLevel=1"));
    }
    StackSettings settings =
        shipped
            .withPolicies(policies.folder())
            .withJavaOptions(options)
            .withRunIn(Duration.ofMillis(200));
    FaultStack stack = new FaultStack(new SluiceStack(settings), policies);
    try {
      stack.mountDisks();
      stack.sluice.start(StartProgressListener.SILENT);
      stack.adjustConfigs();
      PROXIED.forEach(
          port -> stack.proxies.put(port, new FaultProxy(stack.sluice.ports().of(port))));
      stack.useProxies(false);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  public SluiceStack sluice() {
    return sluice;
  }

  public EmbeddedDatabase database() {
    return sluice.database();
  }

  public ManagedProcess server(ServerKind kind) {
    return sluice.process(kind);
  }

  public ManagedProcess envoy() {
    return sluice.envoy();
  }

  public PolicyFiles policies() {
    return policies;
  }

  /** Returns the folder of all files. */
  public Path home() {
    return sluice.settings().home();
  }

  /** Returns the upstreams, the one of chats first. */
  public List<StubUpstream> upstreams() {
    return Stream.of(StackPort.CHAT, StackPort.CANARY, StackPort.AGENT, StackPort.TABBY)
        .map(sluice::upstream)
        .toList();
  }

  /** Returns the proxy in front of a port. */
  public FaultProxy proxy(StackPort port) {
    FaultProxy proxy = proxies.get(port);
    if (proxy == null) {
      throw new IllegalArgumentException(port.name());
    }
    return proxy;
  }

  /** Returns a small disk; fails where none can be mounted. */
  public SmallDisk disk(DiskRole role) {
    SmallDisk disk = disks.get(role);
    if (disk == null) {
      throw new MissingPrerequisiteException("no file system can be mounted here without root");
    }
    return disk;
  }

  /** Restarts all servers, which then reach each other through the proxies or directly. */
  public void useProxies(boolean on) {
    sluice.envoy().kill();
    for (ServerKind kind : ServerKind.values()) {
      sluice.process(kind).kill();
    }
    configs.forEach((name, text) -> write(name, on ? proxied(name, text) : text));
    for (ServerKind kind : ServerKind.values()) {
      sluice.process(kind).start();
    }
    sluice.envoy().start();
    for (ServerKind kind : ServerKind.values()) {
      sluice.process(kind).awaitReady();
    }
    sluice.awaitGateway();
  }

  /** Restarts a server with a change of its configuration. */
  public void restartWith(ServerKind kind, String text, String other) {
    Path file = config(kind.module());
    write(kind.module(), read(file).replace(text, other));
    ManagedProcess server = server(kind);
    if (server.isAlive()) {
      server.signal("TERM");
      int _ = server.awaitExit(LIMIT);
    }
    server.start();
    server.awaitReady();
  }

  /** Returns the configuration file of a server or of Envoy. */
  public Path config(String name) {
    return sluice.settings().config(name);
  }

  /** Ends every fault, and starts each part that does not run. */
  public void repair() {
    proxies.values().forEach(FaultProxy::heal);
    disks.values().forEach(SmallDisk::free);
    policies.restore();
    Stream<ManagedProcess> servers =
        Stream.concat(
            Stream.of(ServerKind.values()).map(sluice::process), Stream.of(sluice.envoy()));
    if (!database().isAlive()) {
      database().restart();
    }
    database().signal("CONT");
    List<ManagedProcess> all = servers.toList();
    for (ManagedProcess server : all) {
      if (server.isAlive()) {
        server.signal("CONT");
      } else {
        server.start();
      }
    }
    all.forEach(ManagedProcess::awaitReady);
    sluice.awaitGateway();
  }

  @Override
  public void close() {
    proxies.values().forEach(FaultProxy::close);
    try {
      sluice.close();
    } finally {
      disks.values().forEach(SmallDisk::close);
    }
  }

  private void mountDisks() {
    try {
      for (DiskRole role : DiskRole.values()) {
        disks.put(role, SmallDisk.mount(role.folder(sluice.settings()), DISK_MIB));
      }
    } catch (MissingPrerequisiteException e) {
      // The drills with full disks are skipped.
      disks.values().forEach(SmallDisk::close);
      disks.clear();
    }
  }

  /** Lets rows for decisions without an exchange come soon, and changed files be read soon. */
  private void adjustConfigs() {
    change(ServerKind.CONTROLLER.module(), "audit:\n", "audit:\n  reconcile:\n    after: 4s\n");
    change(
        ServerKind.EXTAUTHZ.module(), "audit:\n", "audit:\n  retry-max: 1s\n  spool-max-mib: 16\n");
    change(
        ServerKind.EXTPROC.module(), "audit:\n", "audit:\n  retry-max: 1s\n  spool-max-mib: 4\n");
    configs.put("envoy", read(config("envoy")));
  }

  private void change(String name, String text, String other) {
    String before = configs.computeIfAbsent(name, key -> read(config(key)));
    if (!before.contains(text)) {
      throw new IllegalStateException("the configuration of " + name + " has no " + text);
    }
    configs.put(name, before.replace(text, other));
  }

  /** Replaces the ports at which a part reaches others. */
  private String proxied(String name, String text) {
    Map<String, List<StackPort>> reached =
        Map.of(
            "envoy",
            List.of(StackPort.XDS),
            ServerKind.CONTROLLER.module(),
            List.of(StackPort.EXTAUTHZ, StackPort.EXTPROC, StackPort.DATABASE),
            ServerKind.EXTAUTHZ.module(),
            List.of(StackPort.XDS, StackPort.DATABASE),
            ServerKind.EXTPROC.module(),
            List.of(StackPort.XDS, StackPort.DATABASE));
    String other = text;
    for (StackPort port : reached.getOrDefault(name, List.of())) {
      int number = sluice.ports().of(port);
      other =
          other
              .replace("127.0.0.1:" + number, "127.0.0.1:" + proxy(port).port())
              .replace("port_value: " + number, "port_value: " + proxy(port).port());
    }
    // Only the address of the keys: tokens name the issuer itself.
    int issuer = sluice.ports().of(StackPort.ISSUER);
    return other.replace(
        "jwks-url: http://127.0.0.1:" + issuer,
        "jwks-url: http://127.0.0.1:" + proxy(StackPort.ISSUER).port());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(config(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
