package dev.sluice.ctl.agent;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.Secret;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command with which a node joins a cluster. */
@Command(
    name = "register",
    description = {
      "Joins a cluster with a registration token, and writes the files of the node.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class AgentRegisterCommand implements Callable<Integer> {
  private static final int XDS_PORT = 9003;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--server", required = true, paramLabel = "URL", description = "The API.")
  private String server = "";

  @Option(
      names = "--token-file",
      required = true,
      paramLabel = "FILE",
      description = "The registration token; - reads the standard input.")
  private String tokenFile = "";

  @Option(names = "--name", required = true, description = "The name of the node in its cluster.")
  private String name = "";

  @Option(
      names = "--kind",
      defaultValue = "envoy",
      description = "envoy, extauthz, extproc, grpc or agent (default: ${DEFAULT-VALUE}).")
  private String kind = "";

  @Option(names = "--dir", required = true, description = "The folder for the files.")
  private Path folder = Path.of("");

  @Option(
      names = "--controller",
      paramLabel = "HOST:PORT",
      description = "Where an Envoy reaches the controller (default: host of the API, port 9003).")
  private @Nullable String controller;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9901",
      description = "The administration address of an Envoy (default: ${DEFAULT-VALUE}).")
  private String admin = "";

  @Option(names = "--gateway", description = "The only gateway of an Envoy (default: all).")
  private @Nullable String gateway;

  @Override
  public Integer call() {
    URI address = ServerAddress.parse(server);
    HostPort xds =
        address(Optional.ofNullable(controller).orElse(address.getHost() + ":" + XDS_PORT));
    HostPort administration = address(admin);
    AgentFolder files = new AgentFolder(folder);
    AgentRecord agent = new AgentMembership(files).register(address, token(), name, kind);
    var out = requireNonNull(spec).commandLine().getOut();
    out.println("node %s, agent %s".formatted(agent.nodeId(), agent.agentId()));
    out.println("certificate and token: renew at %s".formatted(agent.renewAt()));
    if (agent.kind().equals("envoy")) {
      EnvoyFiles envoy =
          new EnvoyFiles(xds, administration, Optional.ofNullable(gateway), trustDomain(files));
      out.println("start: envoy --config-path " + envoy.write(files, agent));
    }
    return 0;
  }

  private Secret token() {
    try {
      byte[] bytes =
          tokenFile.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(tokenFile));
      return Secret.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw CommandFailure.error(tokenFile + ": the file cannot be read");
    }
  }

  private static HostPort address(String text) {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.error("\"" + text + "\": " + e.getMessage());
    }
  }

  private static String trustDomain(AgentFolder files) {
    try (InputStream in = Files.newInputStream(files.certificate())) {
      return SpiffeId.of(
              (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in))
          .trustDomain();
    } catch (IOException | CertificateException e) {
      throw CommandFailure.error(files.certificate() + ": is not a certificate");
    }
  }
}
