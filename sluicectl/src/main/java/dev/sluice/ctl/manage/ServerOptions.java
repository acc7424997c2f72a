package dev.sluice.ctl.manage;

import dev.sluice.ctl.context.ContextFile;
import dev.sluice.ctl.context.ContextList;
import dev.sluice.ctl.context.ServerContext;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ServerAddress;
import dev.sluice.ctl.resource.Portal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select the server, the tenant and the portal, above those of a context. */
public final class ServerOptions {
  @Option(names = "--context", paramLabel = "NAME", description = "A context; see context list.")
  private @Nullable String context;

  @Option(names = "--server", paramLabel = "URL", description = "The address of the API.")
  private @Nullable String server;

  @Option(names = "--tenant", paramLabel = "SLUG", description = "The tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--portal",
      paramLabel = "PORTAL",
      description = "provider, customer or operator (default: that of the context, or provider).")
  private @Nullable String portal;

  /** Returns a session with the server. */
  public ManagementSession open() {
    return open(System.getenv());
  }

  ManagementSession open(Map<String, String> environment) {
    ContextList contexts = ContextFile.of(environment, System.getProperty("user.home", "")).read();
    Optional<ServerContext> used =
        Optional.ofNullable(context).or(contexts::current).map(contexts::get);
    String address =
        Optional.ofNullable(server)
            .or(() -> used.flatMap(ServerContext::server))
            .orElseThrow(() ->
                CommandFailure.error(
                    "There is no server: name one with --server, or make a context."));
    Optional<String> slug =
        Optional.ofNullable(tenant).or(() -> used.flatMap(ServerContext::tenant));
    Portal selected =
        Optional.ofNullable(portal)
            .or(() -> used.flatMap(ServerContext::portal))
            .map(ServerOptions::portal)
            .orElse(Portal.PROVIDER);
    return new ManagementSession(
        ServerAddress.parse(address),
        slug,
        selected,
        used.map(ServerContext::token).orElse(ServerContext.DEFAULT_TOKEN),
        environment);
  }

  /** Returns the portal with a name, or fails. */
  static Portal portal(String name) {
    return Arrays.stream(Portal.values())
        .filter(known -> known.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.error(
                "There is no portal \"%s\"; use one of %s."
                    .formatted(
                        name,
                        Arrays.stream(Portal.values())
                            .map(known -> known.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")))));
  }
}
