package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.context.ContextFile;
import dev.sluice.ctl.context.ContextList;
import dev.sluice.ctl.context.ServerContext;
import dev.sluice.ctl.context.TokenSetting;
import dev.sluice.ctl.remote.ServerAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that makes or changes a context. */
@Command(
    name = "set",
    description = "Makes or changes a context; options that are not given stay as they are.",
    mixinStandardHelpOptions = true)
final class ContextSetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The name of the context.")
  private String name = "";

  @Option(names = "--server", paramLabel = "URL", description = "The address of the API.")
  private @Nullable String server;

  @Option(names = "--tenant", paramLabel = "SLUG", description = "The tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--portal",
      paramLabel = "PORTAL",
      description = "provider (default), customer or operator.")
  private @Nullable String portal;

  @ArgGroup(exclusive = true)
  private @Nullable TokenOptions token;

  /** The sources of tokens, of which one can be given. */
  static final class TokenOptions {
    @Option(names = "--token-file", paramLabel = "FILE", description = "The file of a token.")
    private @Nullable Path file;

    @Option(
        names = "--token-variable",
        paramLabel = "VARIABLE",
        description = "The environment variable of a token (default: SLUICE_TOKEN).")
    private @Nullable String variable;

    @ArgGroup(exclusive = false)
    private @Nullable CredentialOptions credentials;
  }

  /** The options of the client credentials grant. */
  static final class CredentialOptions {
    @Option(names = "--issuer", required = true, paramLabel = "URL", description = "An issuer.")
    private URI issuer = URI.create("");

    @Option(names = "--client-id", required = true, paramLabel = "ID", description = "A client.")
    private String clientId = "";

    @Option(
        names = "--client-secret-file",
        required = true,
        paramLabel = "FILE",
        description = "The file of the secret of the client.")
    private Path secretFile = Path.of("");
  }

  @Override
  public Integer call() {
    if (server != null) {
      ServerAddress.parse(server);
    }
    ContextFile file = ContextCommandGroup.file();
    ContextList list = file.read();
    Optional<ServerContext> before = list.find(name);
    file.write(
        list.with(
            new ServerContext(
                name,
                Optional.ofNullable(server).or(() -> before.flatMap(ServerContext::server)),
                Optional.ofNullable(tenant).or(() -> before.flatMap(ServerContext::tenant)),
                Optional.ofNullable(portal)
                    .map(given -> ServerOptions.portal(given).name().toLowerCase(Locale.ROOT))
                    .or(() -> before.flatMap(ServerContext::portal)),
                token == null
                    ? before.map(ServerContext::token).orElse(ServerContext.DEFAULT_TOKEN)
                    : setting(token))));
    return 0;
  }

  private static TokenSetting setting(TokenOptions options) {
    if (options.file != null) {
      return new TokenSetting.TokenFile(options.file.toAbsolutePath());
    }
    if (options.variable != null) {
      return new TokenSetting.TokenVariable(options.variable);
    }
    CredentialOptions credentials = requireNonNull(options.credentials);
    return new TokenSetting.ClientCredentials(
        credentials.issuer, credentials.clientId, credentials.secretFile.toAbsolutePath());
  }
}
