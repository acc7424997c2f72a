package dev.sluice.bench.process;

import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A running server of Sluice.
 *
 * @param port the port of its gRPC server
 * @param ops the address of its metrics and health
 */
public record SluiceServer(int port, URI ops, ManagedProcess process) {

  /**
   * Starts a server on free ports and waits until it is ready.
   *
   * @param name the name of its files and log
   * @param values the values in the template of its configuration, except its ports
   * @param java further options for its JVM
   * @param command a function that may change its command line
   */
  public static SluiceServer start(
      ProcessGroup group,
      ServerKind kind,
      String name,
      Map<String, ?> values,
      List<String> java,
      UnaryOperator<List<String>> command) {
    int port = StackPorts.findFreePort();
    URI ops = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
    Map<String, Object> all = new HashMap<>(values);
    all.put("port", port);
    all.put("ops", ops.getAuthority());
    var template = new TextTemplate(SluiceServer.class, kind.module() + ".yaml");
    Path file = group.write(name + ".yaml", template.fill(all));
    List<String> line = JavaCommand.of(RepositoryRoot.find(), kind, java, file);
    var process = group.start(name, command.apply(line), ops.resolve("/readyz"));
    return new SluiceServer(port, ops, process);
  }

  public ProcessUsage usage() {
    return new ProcessUsage(process.pid());
  }

  public ServerMetrics metrics() {
    return new ServerMetrics(process.pid(), ops);
  }
}
